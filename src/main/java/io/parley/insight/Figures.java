package io.parley.insight;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How customers' matters went, of some days or a channel.
 *
 * @param counts what was counted, by name, each of {@link #COUNTED}
 * @param shares shares of it, by name, each of {@link #SHARES}
 * @param promised how many of the FAQ's answers are right, if their confidences are true, from 0 to 1; 0 of nothing
 */
public record Figures(Map<String, Long> counts, Map<String, Share> shares, double promised) {
    /** The names of what is counted, in the order in which they are shown. */
    public static final List<String> COUNTED = List.of("episodes", "questions", "searched", "by_faq", "by_model",
            "involved", "answered", "contained", "deflected", "tickets", "open", "resolved_hard", "resolved_soft",
            "resolved_by_people", "unresolved", "abandoned", "votes_up", "votes_down", "scores_asked", "scores",
            "scores_good", "by_choices", "handed_over", "not_understood", "by_learned", "votes_faq", "votes_up_faq",
            "votes_model", "votes_up_model");
    /** The names of shares, each with the counts that it is made of. */
    private static final Map<String, List<String>> MADE_OF = madeOf();
    /** The names of shares, in the order in which they are shown. */
    public static final List<String> SHARES = List.copyOf(MADE_OF.keySet());

    public Figures {
        counts = Map.copyOf(counts);
        shares = Map.copyOf(shares);
    }

    private static Map<String, List<String>> madeOf() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("involvement", List.of("involved", "episodes"));
        all.put("answer_rate", List.of("answered", "involved"));
        all.put("coverage", List.of("by_faq", "searched"));
        all.put("learned", List.of("by_learned", "searched"));
        all.put("containment", List.of("contained", "involved"));
        all.put("deflection", List.of("deflected", "episodes"));
        all.put("resolved_hard", List.of("resolved_hard", "episodes"));
        all.put("resolved_soft", List.of("resolved_soft", "episodes"));
        all.put("resolved_by_people", List.of("resolved_by_people", "episodes"));
        all.put("unresolved", List.of("unresolved", "episodes"));
        all.put("abandoned", List.of("abandoned", "episodes"));
        all.put("liked_faq", List.of("votes_up_faq", "votes_faq"));
        all.put("liked_model", List.of("votes_up_model", "votes_model"));
        all.put("score", List.of("scores_good", "scores"));
        all.put("score_response", List.of("scores", "scores_asked"));
        return all;
    }

    /** The names of what some shares are made of, and of the number of matters. */
    static List<String> parts(List<String> shares) {
        return Stream.concat(Stream.of("episodes"),
                shares.stream().flatMap(name -> MADE_OF.getOrDefault(name, List.of()).stream())).distinct().toList();
    }

    /** The figures of what was counted; what is missing is 0. */
    static Figures of(Map<String, Long> counted) {
        Map<String, Long> counts = new LinkedHashMap<>();
        COUNTED.forEach(name -> counts.put(name, counted.getOrDefault(name, 0L)));
        Map<String, Share> shares = new LinkedHashMap<>();
        MADE_OF.forEach((name, parts) -> shares.put(name,
                Share.of(counts.getOrDefault(parts.getFirst(), 0L), counts.getOrDefault(parts.getLast(), 0L))));
        long byFaq = counts.getOrDefault("by_faq", 0L);
        double promised = counted.getOrDefault("promised", 0L) / Tally.PROMISED_UNIT;
        return new Figures(counts, shares, byFaq == 0 ? 0 : Math.clamp(promised / byFaq, 0, 1));
    }

    /** One that was counted. */
    public long count(String name) {
        return counts.getOrDefault(name, 0L);
    }

    /** A share, by its name. */
    public Share share(String name) {
        return shares.getOrDefault(name, Share.of(0, 0));
    }
}
