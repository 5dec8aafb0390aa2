package io.parley.insight;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how matters went by the entry of the FAQ that answered last in them, by the sums of days. */
@Component
public class EntryFigures {
    /** More entries are not asked for at once. */
    public static final int MAX_ENTRIES = 1_000;
    /** The names of what is counted, in the order of the table's columns. */
    static final List<String> COLUMNS = List.of("answers", "votes_up", "votes_down", "episodes", "open",
            "resolved_hard", "resolved_soft", "resolved_by_people", "unresolved");
    /** The names of what is counted, in the order in which they are shown. */
    public static final List<String> COUNTED = List.of("episodes", "answers", "resolved_hard", "resolved_soft",
            "resolved_by_people", "unresolved", "open", "votes_up", "votes_down");
    /** The names of shares, in the order in which they are shown, each with the counts that it is made of. */
    private static final Map<String, List<String>> MADE_OF = madeOf();
    /** The names of shares, in the order in which they are shown. */
    public static final List<String> SHARES = List.copyOf(MADE_OF.keySet());
    /** Which they are takes two sums; the others are added up of these alone. */
    private static final String TOP = """
            with top as (
                select entry from insight_entry where day between :from and :to
                group by entry order by sum(episodes) desc, sum(answers) desc, entry limit :most)
            select n.*, f.question from (
                select entry, %s from insight_entry
                where day between :from and :to and entry in (select entry from top) group by entry) n
            left join faq_entry f on f.id = n.entry
            order by n.episodes desc, n.answers desc, n.entry""".formatted(COLUMNS.stream()
            .map(column -> "sum(%1$s) as %1$s".formatted(column)).collect(Collectors.joining(", ")));

    private final JdbcClient jdbc;

    EntryFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static Map<String, List<String>> madeOf() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        List.of("resolved_hard", "resolved_soft", "resolved_by_people", "unresolved")
                .forEach(name -> all.put(name, List.of(name, "episodes")));
        all.put("liked", List.of("votes_up", "votes"));
        return all;
    }

    /**
     * An entry.
     *
     * @param question null when it is not in the FAQ any more
     * @param counts its answers and the votes on them, and the matters in which it answered last, by name
     * @param shares of these, by name, each of {@link #SHARES}
     */
    public record Row(String entry, @Nullable String question, Map<String, Long> counts, Map<String, Share> shares) {
        public Row {
            counts = Map.copyOf(counts);
            shares = Map.copyOf(shares);
        }

        static Row of(String entry, @Nullable String question, Map<String, Long> counted) {
            Map<String, Long> counts = new LinkedHashMap<>(counted);
            counts.put("votes", count(counted, "votes_up") + count(counted, "votes_down"));
            Map<String, Share> shares = new LinkedHashMap<>();
            MADE_OF.forEach((name, parts) -> shares.put(name,
                    Share.of(count(counts, parts.getFirst()), count(counts, parts.getLast()))));
            return new Row(entry, question, counts, shares);
        }

        private static long count(Map<String, Long> counts, String name) {
            return counts.getOrDefault(name, 0L);
        }

        /** One that was counted. */
        public long count(String name) {
            return count(counts, name);
        }

        /** A share, by its name. */
        public Share share(String name) {
            return shares.getOrDefault(name, Share.of(0, 0));
        }
    }

    /** The entries with the most matters that began from one day to another, both included. */
    public List<Row> top(LocalDate from, LocalDate to, int most) {
        return jdbc.sql(TOP).param("from", from).param("to", to).param("most", Math.min(most, MAX_ENTRIES))
                .query((row, n) -> {
                    Map<String, Long> counted = new LinkedHashMap<>();
                    for (String column : COLUMNS) {
                        counted.put(column, row.getLong(column));
                    }
                    return Row.of(row.getString("entry"), row.getString("question"), counted);
                }).list();
    }
}
