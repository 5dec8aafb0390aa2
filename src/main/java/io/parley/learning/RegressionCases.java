package io.parley.learning;

import io.parley.knowledge.FaqEntry;
import io.parley.knowledge.Hit;
import io.parley.knowledge.Lesson;
import io.parley.knowledge.Rehearsal;
import io.parley.knowledge.Search;
import io.parley.knowledge.Thresholds;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Questions whose right treatment is known. They come about by themselves: each published entry's own question; what two
 * people confirmed and nobody denied; what an agent named and nobody denied; what somebody published; and what somebody
 * brought in as a file.
 */
@Repository
class RegressionCases {
    /** So many of either kind are enough, the newest. */
    private static final int MOST = 2_000;

    private final JdbcClient jdbc;
    private final Thresholds thresholds;
    private final InstantSource clock;

    RegressionCases(JdbcClient jdbc, Thresholds thresholds, InstantSource clock) {
        this.jdbc = jdbc;
        this.thresholds = thresholds;
        this.clock = clock;
    }

    /**
     * A case.
     *
     * @param expected the entry that answers it; null when none does
     */
    record Case(String text, @Nullable String expected) {}

    /** Adds a question of a file; false when it names several entries, or one that the FAQ does not have. */
    boolean add(String text, Set<String> expected) {
        boolean isClear = expected.isEmpty() || (expected.size() == 1 && isEntry(expected.iterator().next()));
        if (isClear) {
            add(new Case(text, expected.stream().findFirst().orElse(null)), "file");
        }
        return isClear;
    }

    private boolean isEntry(String id) {
        return jdbc.sql("select exists (select from faq_entry where id = ?)").param(id).query(Boolean.class).single();
    }

    /** Adds what people agree on by now, and takes away what they no longer do. */
    void gather() {
        jdbc.sql("""
                with said as (
                    select lesson, count(*) filter (where said = 'helpful') as helpful,
                           count(*) filter (where said = 'unhelpful') as unhelpful,
                           count(*) filter (where said = 'named') as named
                    from lesson_vote group by lesson),
                agreed as (
                    select distinct on (l.hash) l.text, l.hash, l.entry,
                           case when s.named > 0 then 'named' else 'agreed' end as origin
                    from lesson l join said s on s.lesson = l.id
                    where s.unhelpful = 0 and (s.named > 0 or s.helpful >= 2)
                    order by l.hash, s.named desc, s.helpful desc),
                gone as (
                    delete from regression_case c where origin in ('agreed', 'named')
                        and not exists (select from agreed a where a.hash = c.hash and a.entry = c.expected))
                insert into regression_case (text, hash, expected, origin, added_at)
                select text, hash, entry, origin, ? from agreed on conflict (hash) do nothing""")
                .param(Timestamp.from(clock.instant())).update();
    }

    /**
     * Adds a case, or puts it in the place of the one with the same text.
     *
     * @param origin {@code published} or {@code file}
     */
    void add(Case added, String origin) {
        jdbc.sql("""
                insert into regression_case (text, hash, expected, origin, added_at) values (?, ?, ?, ?, ?)
                on conflict (hash) do update
                set expected = excluded.expected, origin = excluded.origin, added_at = excluded.added_at""")
                .param(added.text()).param(Lesson.key(added.text())).param(added.expected()).param(origin)
                .param(Timestamp.from(clock.instant())).update();
    }

    /** All that count, with the questions of the FAQ itself. */
    List<Case> with(List<FaqEntry> published) {
        List<Case> cases = new ArrayList<>(
                jdbc.sql("select text, expected from regression_case order by added_at desc, id desc limit ?")
                        .param(MOST).query((row, n) -> new Case(row.getString(1), row.getString(2))).list());
        published.stream().limit(MOST).forEach(entry -> cases.add(new Case(entry.question(), entry.id().value())));
        return cases;
    }

    /** How many a search treats right. */
    int right(List<Case> cases, Rehearsal.Taught search) {
        return (int) cases.stream().filter(one -> isRight(one, search)).count();
    }

    private boolean isRight(Case one, Search search) {
        List<Hit> hits = search.search(one.text(), 1);
        String expected = one.expected();
        if (expected == null) {
            return hits.isEmpty() || !hits.getFirst().confidence().atLeast(thresholds.answer());
        }
        return !hits.isEmpty() && hits.getFirst().entry().id().value().equals(expected);
    }
}
