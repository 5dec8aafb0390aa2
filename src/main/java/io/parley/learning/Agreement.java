package io.parley.learning;

import io.parley.knowledge.Rehearsal;
import io.parley.knowledge.faq.FaqId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How far those are believed who may teach only together: not at all, until several who can be told apart have said the same of
 * like questions and one entry over some time, and more of them than said the opposite. The words that were published for an
 * entry are not theirs to judge.
 */
final class Agreement {
    /** The number of voices that have to agree. */
    static final int VOICES = 5;
    /** The least time between the first and the last of them. */
    static final Duration OVER = Duration.ofDays(1);
    /** Questions are alike from this cosine on. */
    static final double LIKE = 0.5;
    /** From this cosine on, those who say the opposite of a like question contradict. */
    static final double NEARLY_THE_SAME = 0.8;
    /** The most pairs, the newest, in which one voice counts for an entry. */
    private static final int MOST_OF_ONE = 50;
    /** The most pairs of an entry, the newest, that are compared. */
    private static final int MOST = 2_000;

    private final Rehearsal faq;
    private final Predicate<Voice> believed;

    /** @param believed those whose votes count at all */
    Agreement(Rehearsal faq, Predicate<Voice> believed) {
        this.faq = faq;
        this.believed = believed;
    }

    /**
     * By how many voices each pair is to be moved, up or down; 0 where they do not agree.
     */
    int[] of(List<LessonRows.Row> rows) {
        int[] leads = new int[rows.size()];
        Map<FaqId, List<Said>> byEntry = IntStream.range(0, rows.size())
                .mapToObj(i -> new Said(i, rows.get(i).pair(),
                        rows.get(i).pair().strangers().stream().filter(believed).toList()))
                .filter(said -> !said.voices.isEmpty()).collect(Collectors.groupingBy(said -> said.pair.entry()));
        byEntry.values().forEach(said -> weigh(counted(said), leads));
        return leads;
    }

    /** The votes that count on the pair of this number. */
    private record Said(int number, Pair pair, List<Voice> voices) {
        int lead() {
            return (int) voices.stream().filter(Voice::isUp).count() * 2 - voices.size();
        }

        Instant last() {
            return voices.stream().map(Voice::at).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
        }
    }

    private static List<Said> counted(List<Said> all) {
        Map<String, Integer> said = new HashMap<>();
        List<Said> counted = new ArrayList<>();
        all.stream().sorted(Comparator.comparing(Said::last).reversed()).limit(MOST).forEach(one -> {
            List<Voice> voices = one.voices.stream()
                    .filter(voice -> said.merge(voice.name(), 1, Integer::sum) <= MOST_OF_ONE).toList();
            if (!voices.isEmpty()) {
                counted.add(new Said(one.number, one.pair, voices));
            }
        });
        return counted;
    }

    private void weigh(List<Said> all, int[] leads) {
        boolean canHelp = agree(sides(all, true));
        boolean canHinder = agree(sides(all, false));
        if (!canHelp && !canHinder) {
            return;
        }
        List<String> texts = all.stream().map(said -> said.pair.text()).toList();
        for (Said one : all) {
            int lead = one.lead();
            if (lead != 0 && (lead > 0 ? canHelp : canHinder)
                    && isAgreed(lead > 0, all, faq.likeness(one.pair.text(), texts)) && isTheirs(one.pair, lead)) {
                leads[one.number] = lead;
            }
        }
    }

    /** Nobody but an agent says that an entry's own words do not ask for it, or ask for another one. */
    private boolean isTheirs(Pair pair, int lead) {
        if (lead < 0) {
            return !faq.isOwn(pair.entry(), pair.text());
        }
        Set<FaqId> owners = faq.owners(pair.text());
        return owners.isEmpty() || owners.contains(pair.entry());
    }

    private static boolean isAgreed(boolean isUp, List<Said> all, double[] likeness) {
        List<Voice> agreeing = sides(alike(all, likeness, LIKE), isUp);
        List<Voice> opposed = sides(alike(all, likeness, NEARLY_THE_SAME), !isUp);
        return agree(agreeing) && names(agreeing).size() > names(opposed).size();
    }

    private static List<Said> alike(List<Said> all, double[] likeness, double least) {
        return IntStream.range(0, likeness.length).filter(i -> likeness[i] >= least).mapToObj(all::get).toList();
    }

    private static List<Voice> sides(List<Said> said, boolean isUp) {
        return said.stream().flatMap(one -> one.voices.stream()).filter(voice -> voice.isUp() == isUp).toList();
    }

    private static boolean agree(List<Voice> voices) {
        return names(voices).size() >= VOICES && between(voices).compareTo(OVER) >= 0;
    }

    private static Set<String> names(Collection<Voice> voices) {
        return voices.stream().map(Voice::name).collect(Collectors.toCollection(HashSet::new));
    }

    private static Duration between(List<Voice> voices) {
        Instant first = voices.stream().map(Voice::at).min(Comparator.naturalOrder()).orElse(Instant.EPOCH);
        Instant last = voices.stream().map(Voice::at).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
        return Duration.between(first, last);
    }
}
