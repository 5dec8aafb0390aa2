package io.parley.learning;

import static java.util.Objects.requireNonNull;

import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.Lesson;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Search;
import io.parley.knowledge.search.Thresholds;
import io.parley.learning.suggestion.TakenBack;
import io.parley.learning.suggestion.Taught;
import io.parley.settings.Live;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Questions whose right treatment is known. They come about by themselves: each published entry's own question; what an agent
 * named, or operators confirmed, and none of them denied; what somebody published; and what somebody brought in as a file.
 */
@Repository
class RegressionCases {
    /** The most cases of either kind, the newest. */
    private static final int MOST = 2_000;

    private final JdbcClient jdbc;
    private final Live<Thresholds> thresholds;
    private final InstantSource clock;

    RegressionCases(JdbcClient jdbc, Live<Thresholds> thresholds, InstantSource clock) {
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

    /** Adds what agents and operators say by now, and takes away what they no longer say. */
    void gather() {
        jdbc.sql("""
                with said as (
                    select lesson, count(*) filter (where said = 'named') as named,
                           count(*) filter (where said = 'helpful') as confirmed,
                           count(*) filter (where said = 'unhelpful') as denied
                    from lesson_vote where voice is null group by lesson),
                agreed as (
                    select distinct on (l.hash) l.text, l.hash, l.entry from lesson l join said s on s.lesson = l.id
                    where l.text <> '' and s.denied = 0 and (s.named > 0 or s.confirmed > 1)
                    order by l.hash, s.named desc, s.confirmed desc),
                gone as (
                    delete from regression_case c where origin = 'named'
                        and not exists (select from agreed a where a.hash = c.hash and a.entry = c.expected))
                insert into regression_case (text, hash, expected, origin, added_at)
                select text, hash, entry, 'named', :now from agreed on conflict (hash) do nothing""")
                .param("now", Timestamp.from(clock.instant())).update();
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

    /** What a person taught the FAQ is known from then on. */
    @EventListener
    void onTaught(Taught taught) {
        taught.questions().forEach(question -> add(new Case(question, taught.entry()), "published"));
    }

    /** What a taught entry answered is not known any more. */
    @EventListener
    void onTakenBack(TakenBack taken) {
        jdbc.sql("delete from regression_case where expected = ? and origin = 'published'").param(taken.entry())
                .update();
    }

    /** All that count, with the questions of the FAQ itself. */
    List<Case> with(List<FaqEntry> published) {
        List<Case> cases = new ArrayList<>(
                jdbc.sql("""
                        select text, expected from regression_case
                        order by added_at desc, id desc limit ?""").param(MOST)
                        .query((row, n) -> new Case(row.getString(1), row.getString(2))).list());
        published.stream().limit(MOST).forEach(entry -> cases.add(new Case(entry.question(), entry.id().value())));
        return cases;
    }

    /** How many a search treats right. */
    int right(List<Case> cases, Search search) {
        return (int) cases.stream().filter(one -> isRight(one, search)).count();
    }

    private boolean isRight(Case one, Search search) {
        List<Hit> hits = search.search(one.text(), 1);
        String expected = one.expected();
        if (expected == null) {
            return hits.isEmpty() || !isSure(hits.getFirst());
        }
        return !hits.isEmpty() && hits.getFirst().entry().id().value().equals(expected);
    }

    /**
     * How a search treats questions that have an answer.
     *
     * @param right those of which the right entry is the best
     * @param served those of them of which it is sure enough to answer
     * @param best the entry that is the best one for each question
     */
    record Treated(Set<Case> right, Set<Case> served, Map<Case, FaqId> best) {
        /** The share of the asked cases that is served; 1 if none was asked. */
        double share(int asked) {
            return asked == 0 ? 1 : (double) served.size() / asked;
        }

        /** Whether no fewer of them are right, and no fewer served, than with the other. */
        boolean isNoWorseThan(Treated other) {
            return right.size() >= other.right.size() && served.size() >= other.served.size();
        }

        /** The entries that win or lose a question which the other treats right. */
        Set<FaqId> touched(Treated other) {
            Set<FaqId> touched = new HashSet<>();
            for (Case one : other.right) {
                if (!served.contains(one) && (other.served.contains(one) || !right.contains(one))) {
                    touched.add(new FaqId(requireNonNull(one.expected())));
                    Optional.ofNullable(best.get(one)).ifPresent(touched::add);
                }
            }
            return touched;
        }
    }

    /** How a search treats those cases that have an answer. */
    Treated treated(List<Case> cases, Search search) {
        Treated treated = new Treated(new HashSet<>(), new HashSet<>(), new HashMap<>());
        for (Case one : cases) {
            search.search(one.text(), 1).stream().findFirst().filter(hit -> one.expected() != null).ifPresent(hit -> {
                treated.best.put(one, hit.entry().id());
                if (hit.entry().id().value().equals(one.expected())) {
                    treated.right.add(one);
                    if (isSure(hit)) {
                        treated.served.add(one);
                    }
                }
            });
        }
        return treated;
    }

    private boolean isSure(Hit hit) {
        return hit.confidence().atLeast(thresholds.now().answer());
    }
}
