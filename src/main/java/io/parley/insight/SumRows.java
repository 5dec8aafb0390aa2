package io.parley.insight;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The sums of episodes' days, by channel, by language and by entry, as rows. One at a time writes them. */
@Repository
class SumRows {
    private static final String BY_CHANNEL = """
            insert into insight_day (day, channel, figure, count)
            select e.day, e.channel, f.key, sum(f.value::bigint) * :sign from episode e, jsonb_each_text(e.counts) f
            where e.message_id = any(:episodes) group by e.day, e.channel, f.key
            on conflict (day, channel, figure) do update set count = insight_day.count + excluded.count""";
    private static final String BY_LANGUAGE = """
            insert into insight_language (day, channel, language, figure, count)
            select e.day, e.channel, e.language, f.key, sum(f.value::bigint) * :sign
            from episode e, jsonb_each_text(e.counts) f
            where e.message_id = any(:episodes) group by e.day, e.channel, e.language, f.key
            on conflict (day, channel, language, figure) do update set count = insight_language.count + excluded.count""";
    private static final String BY_ENTRY = """
            insert into insight_entry (day, entry, answers, votes_up, votes_down, episodes, open, resolved_hard,
                resolved_soft, resolved_by_people, unresolved)
            select e.day, n.key, %s from episode e, jsonb_each(e.entries) n
            where e.message_id = any(:episodes) group by e.day, n.key
            on conflict (day, entry) do update set %s
            returning day, entry, answers""".formatted(
            EntryFigures.COLUMNS.stream()
                    .map(column -> "coalesce(sum((n.value ->> '%s')::bigint), 0) * :sign".formatted(column))
                    .collect(Collectors.joining(", ")),
            EntryFigures.COLUMNS.stream().map(column -> "%1$s = insight_entry.%1$s + excluded.%1$s".formatted(column))
                    .collect(Collectors.joining(", ")));

    private final JdbcClient jdbc;

    SumRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An entry on a day. */
    record Key(LocalDate day, String entry) {}

    /** Adds episodes to the sums of their days. */
    void add(Collection<Long> episodes) {
        sum(episodes, 1);
    }

    /** Takes episodes away from the sums of their days; gives where nothing is left by that. */
    Set<Key> subtract(Collection<Long> episodes) {
        return sum(episodes, -1);
    }

    private Set<Key> sum(Collection<Long> episodes, int sign) {
        if (episodes.isEmpty()) {
            return Set.of();
        }
        Long[] ids = episodes.toArray(Long[]::new);
        for (String statement : List.of(BY_CHANNEL, BY_LANGUAGE)) {
            jdbc.sql(statement).param("episodes", ids).param("sign", sign).update();
        }
        record Sum(Key key, long answers) {}
        return jdbc.sql(BY_ENTRY).param("episodes", ids).param("sign", sign)
                .query((row, n) -> new Sum(new Key(row.getObject("day", LocalDate.class), row.getString("entry")),
                        row.getLong("answers")))
                .list().stream().filter(sum -> sum.answers == 0).map(Sum::key).collect(Collectors.toSet());
    }

    /** Lets go of the rows of some entries and days in which there is nothing. */
    void clear(Collection<Key> emptied) {
        if (!emptied.isEmpty()) {
            jdbc.sql(
                    """
                            delete from insight_entry i using unnest(cast(:days as date[]), cast(:entries as text[])) k (day, entry)
                            where i.day = k.day and i.entry = k.entry and i.answers = 0""")
                    .param("days", emptied.stream().map(key -> key.day().toString()).toArray(String[]::new))
                    .param("entries", emptied.stream().map(Key::entry).toArray(String[]::new)).update();
        }
    }
}
