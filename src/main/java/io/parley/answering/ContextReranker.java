package io.parley.answering;

import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.ranking.Confidence;
import io.parley.knowledge.search.Hit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Weighs, meaning by meaning, what was found for a question alone against what was found for it together with what was said
 * before. An entry counts that all speak for; one of the category that the conversation is about counts more, and the one that
 * was just answered with counts less, since its answer was read already.
 */
final class ContextReranker {

    /** Below it, one confidence is as good as the other: none. */
    private static final double LEAST = 1e-3;
    private static final double MOST = 0.99;
    /** The bonus of an entry in the category of the conversation's topic, in log odds. */
    private static final double SAME_CATEGORY = 1.5;
    /** The share that the likeliest entry has at least: it is better than nothing. */
    private static final double FIRST = 0.29;
    /** The penalty of the entry that was just answered with, in log odds. */
    private static final double ANSWERED = 2;
    /** How much of what the question itself leaves open, the context may fill. */
    private static final double TRUST = 0.31;
    /**
     * The factor of the confidence when a question that points at something conflicts with the context, which is surer
     * of another entry.
     */
    private static final double CONFLICT = 0.5;
    private static final double SURE = 0.9;
    private static final double UNLIKELY = 0.2;

    private final Map<FaqId, Double> alone;
    private final List<Map<FaqId, Double>> contexts;
    private final Collection<Hit> hits;
    private final @Nullable FaqEntry about;
    private final @Nullable FaqEntry answered;

    /**
     * A reranker of what several searches found.
     *
     * @param alone    found for the question
     * @param contexts found for it with what was said before, in several ways
     * @param about    the entry that the conversation is about, if one is known
     * @param answered the entry that was just answered with, if one was
     */
    ContextReranker(List<Hit> alone, List<List<Hit>> contexts, @Nullable FaqEntry about, @Nullable FaqEntry answered) {
        this.alone = confidences(alone);
        this.contexts = contexts.stream().map(ContextReranker::confidences).toList();
        this.hits = Stream.concat(Stream.of(alone), contexts.stream()).flatMap(List::stream)
                .collect(Collectors.toMap(hit -> hit.meaning().id(), Function.identity(), (first, other) -> first))
                .values();
        this.about = about;
        this.answered = answered;
    }

    /**
     * The entries in the order that all speak for; the score of each is its share of the likelihood.
     *
     * @param weight   what each search with context counts, beside 1 for the question alone
     * @param pointing whether the question points at what it does not name
     */
    List<Hit> hits(double weight, boolean pointing) {
        double best = hits.stream().mapToDouble(hit -> odds(hit, weight)).max().orElse(0);
        double sum = hits.stream().mapToDouble(hit -> Math.exp(odds(hit, weight) - best)).sum();
        return hits.stream().map(hit -> weighed(hit, share(odds(hit, weight) - best, sum), pointing))
                .sorted(Comparator.comparingDouble(Hit::score).reversed()).toList();
    }

    private static double share(double behind, double sum) {
        return behind == 0 ? Math.max(1 / sum, FIRST) : Math.exp(behind) / sum;
    }

    /** Its share of the likelihood says how much of its confidence it keeps; a root, since the shares are too sure. */
    private Hit weighed(Hit hit, double share, boolean pointing) {
        double own = alone.getOrDefault(hit.meaning().id(), 0.0);
        double sum = own + (1 - own) * TRUST * strongest();
        double conflict = pointing && isConflict(hit) ? CONFLICT : 1;
        return new Hit(hit.entry(), hit.matchedPhrasing(), share, new Confidence(Math.sqrt(share) * sum * conflict),
                hit.meaning());
    }

    private boolean isConflict(Hit hit) {
        return strongest() > SURE && contexts.stream()
                .allMatch(context -> context.getOrDefault(hit.meaning().id(), 0.0) < UNLIKELY);
    }

    private double strongest() {
        return contexts.stream().map(Map::values).flatMap(Collection::stream).mapToDouble(Double::doubleValue).max()
                .orElse(0);
    }

    private double odds(Hit hit, double weight) {
        FaqId id = hit.meaning().id();
        double together = contexts.stream().mapToDouble(context -> logOdds(context.getOrDefault(id, 0.0))).sum();
        double known = answered != null && hit.says(answered) ? ANSWERED : 0;
        return logOdds(alone.getOrDefault(id, 0.0)) + weight * together
                + (isOfTheSameCategory(hit.entry()) ? SAME_CATEGORY : 0)
                - known;
    }

    private boolean isOfTheSameCategory(FaqEntry entry) {
        return about != null && !about.category().isEmpty() && about.category().equals(entry.category());
    }

    private static double logOdds(double confidence) {
        double p = Math.clamp(confidence, LEAST, MOST);
        return Math.log(p / (1 - p));
    }

    private static Map<FaqId, Double> confidences(List<Hit> hits) {
        Map<FaqId, Double> confidences = new HashMap<>();
        hits.forEach(hit -> confidences.put(hit.meaning().id(), hit.confidence().value()));
        return confidences;
    }
}
