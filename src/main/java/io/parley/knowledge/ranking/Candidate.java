package io.parley.knowledge.ranking;

import io.parley.knowledge.faq.IndexedEntry;
import io.parley.knowledge.faq.Phrasing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entry that a search has come upon, with what speaks for it and against it. */
public final class Candidate {

    /** How fast a phrasing loses its say with distance; of 10, 20 and 40 the best where phrasings are few or many. */
    private static final double SHARPNESS = 20;

    /** So many ways to ask the nearest piece of the answer is worth. */
    private static final double ANSWER_WEIGHT = 2;

    /** Questions that are no nearer than this have nothing to say about each other's answers. */
    private static final double UNLIKE = 0.8;

    /** Cosines of the same texts differ by less. */
    private static final double ROUNDING = 0.002;

    private final IndexedEntry indexed;
    private double cosine;
    private double negativeCosine;
    private double words;
    private double whole;
    private double wholeShare;
    private double nearness;
    private double answer;
    private final List<Weakening> weakenings = new ArrayList<>(0);
    private double nearestCosine;
    private @Nullable Phrasing nearest;

    Candidate(IndexedEntry indexed) {
        this.indexed = indexed;
    }

    void compared(Phrasing phrasing, double similarity) {
        switch (phrasing.kind()) {
            case QUESTION, ALTERNATIVE, CONFIRMED -> asks(phrasing, similarity);
            case WEAKENED -> weakenings.add(new Weakening(similarity, phrasing.weight()));
            case NEGATIVE -> negativeCosine = Math.max(negativeCosine, similarity);
            case ANSWER -> answer = Math.max(answer, similarity);
        }
    }

    /** A phrasing of less weight counts as if it were farther away. */
    private void asks(Phrasing phrasing, double similarity) {
        double believed = phrasing.weight() == 1 ? similarity : similarity + Math.log(phrasing.weight()) / SHARPNESS;
        nearness += Math.exp(SHARPNESS * (believed - 1));
        cosine = Math.max(cosine, believed);
        if (believed > nearestCosine && !phrasing.kind().isLearned()) {
            nearestCosine = believed;
            nearest = phrasing;
        }
    }

    /** How much of a verdict on one question holds for another: all at the cosine 1, none from {@link #UNLIKE} down. */
    private static double likeness(double similarity) {
        return Math.clamp((similarity - UNLIKE) / (1 - UNLIKE), 0, 1);
    }

    /** One way to ask has this share of the text's words. */
    public void words(double share) {
        words = Math.max(words, share);
    }

    /** All that the entry says has these of the text's words. */
    public void whole(double score, double share) {
        whole = Math.max(whole, score);
        wholeShare = Math.max(wholeShare, share);
    }

    /** Returns the entry with everything by which it is found. */
    public IndexedEntry indexed() {
        return indexed;
    }

    /** The cosine to the nearest way to ask. */
    double cosine() {
        return cosine;
    }

    /**
     * How much nearer the text is with the answer than by the ways to ask alone, as a logarithm; 0 when there is no answer.
     * Of two that are equally near, the answer counts as much as two ways to ask.
     */
    double answer() {
        return answer == 0 || nearness == 0
                ? 0
                : Math.log1p(ANSWER_WEIGHT * Math.exp(SHARPNESS * (answer - 1)) / nearness);
    }

    /** How much nearer the text is to a phrasing that is not meant than to one that is; 0 when it is not. */
    double negativeLead() {
        return Math.max(0, negativeCosine - cosine);
    }

    /**
     * By how many log-odds people's verdicts on this very question, or one like it, make the entry less likely. What is nearer
     * to words that somebody wrote for the entry is judged by those words.
     */
    double weakened() {
        return weakenings.stream().filter(one -> one.similarity >= nearestCosine - ROUNDING)
                .mapToDouble(one -> one.weight * likeness(one.similarity)).max().orElse(0);
    }

    /** How near a question is of which people said that this is not its answer. */
    private record Weakening(double similarity, double weight) {}

    /** The share of the text's words, rare ones counting more, that one way to ask has, 0 to 1. */
    double words() {
        return words;
    }

    /** How many of the text's words all that the entry says has, and how rare they are; grows with the text. */
    double whole() {
        return whole;
    }

    /** The share of the text's words, rare ones counting more, that all that the entry says has, 0 to 1. */
    double wholeShare() {
        return wholeShare;
    }

    /** The nearest way to ask that somebody wrote for the FAQ; what customers asked is nobody else's business. */
    public String matchedPhrasing() {
        return nearest == null ? indexed.entry().question() : nearest.text();
    }
}
