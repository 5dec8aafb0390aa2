package io.parley.insight;

import java.util.Map;
import java.util.TreeMap;

/** Counts what an episode adds to the figures of the entries that answered in it. It went as it did by the last answer alone. */
final class EntryTally {
    private EntryTally() {}

    /** By the ids of the entries, then by the names of the figures; nothing is 0. */
    static Map<String, Map<String, Integer>> of(Stretch stretch, Outcome outcome) {
        Map<String, Map<String, Integer>> all = new TreeMap<>();
        for (Turn turn : stretch.turns()) {
            turn.entry().ifPresent(entry -> {
                count(all, entry, "answers");
                if (turn.vote() != 0) {
                    count(all, entry, turn.vote() > 0 ? "votes_up" : "votes_down");
                }
            });
        }
        stretch.turns().stream().filter(Turn::isAnswered).reduce((one, later) -> later).flatMap(Turn::entry)
                .ifPresent(entry -> {
                    count(all, entry, "episodes");
                    count(all, entry, outcome.word());
                });
        return all;
    }

    private static void count(Map<String, Map<String, Integer>> all, String entry, String figure) {
        all.computeIfAbsent(entry, one -> new TreeMap<>()).merge(figure, 1, Integer::sum);
    }
}
