package io.parley.knowledge;

import io.parley.knowledge.FaqSearch.Ranked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How probable the candidates of one search are, each by itself and together with those that mean the same. */
final class Judgement {

    /** So many entries that mean the same come with the best one: as many as anybody reads. */
    private static final int OTHERS = 4;

    private final Calibration calibration;
    private final String text;
    private final List<Ranked> ranked;
    private final Map<FaqId, Together> meanings = new LinkedHashMap<>();
    /** Likeliest first. */
    private final List<Together> byLikelihood;
    /** How probable it is that the FAQ answers the question, as the likeliest meaning has it. */
    private final double answerable;

    /**
     * @param text   what was searched for
     * @param ranked all candidates, best first
     */
    Judgement(Calibration calibration, String text, List<Ranked> ranked) {
        this.calibration = calibration;
        this.text = text;
        this.ranked = ranked;
        ranked.forEach(one -> meanings.computeIfAbsent(one.meaning(), id -> new Together()).add(one));
        meanings.values().forEach(Together::sumUp);
        this.byLikelihood = meanings.values().stream()
                .sorted(Comparator.comparingDouble((Together one) -> one.score).reversed()).toList();
        this.answerable = byLikelihood.stream().findFirst()
                .map(likeliest -> calibration.answerable(likeliest.best().evidence(), likeliest.standing)).orElse(0.0);
    }

    /** Candidates that mean the same, best first. They divide the certainty among them that a single one would have. */
    private static final class Together {
        private final List<Ranked> members = new ArrayList<>();
        private Standing standing = Standing.UNKNOWN;
        private double score;

        void add(Ranked member) {
            members.add(member);
            standing = standing.plus(member.standing());
        }

        Ranked best() {
            return members.getFirst();
        }

        /** The score whose share of the certainty is all of theirs; of a single one, its own. */
        void sumUp() {
            double best = best().score();
            score = members.size() == 1
                    ? best
                    : best + Math.log(members.stream().mapToDouble(one -> Math.exp(one.score() - best)).sum());
        }

        List<FaqEntry> without(Ranked one) {
            return members.stream().filter(member -> !member.candidate().equals(one.candidate())).limit(OTHERS)
                    .map(member -> member.candidate().indexed().entry()).toList();
        }
    }

    /** The best entries, each with its own confidence. */
    List<Hit> entries(int most) {
        double alone = ranked.stream().findFirst()
                .map(best -> calibration.answerable(best.evidence(), best.standing())).orElse(0.0);
        return ranked.stream().limit(most)
                .map(one -> hit(one, calibration.confidence(alone, one.evidence(), one.standing()))).toList();
    }

    /** The best entry of each meaning, with the confidence of the meaning. */
    List<Hit> meanings(int most) {
        return byLikelihood.stream().limit(most).map(meaning -> hit(meaning.best(), Confidence.NONE).forMeaning())
                .toList();
    }

    private Hit hit(Ranked one, Confidence confidence) {
        Together all = Objects.requireNonNull(meanings.get(one.meaning()));
        Ranked best = all.best();
        Hit.Meaning meaning = new Hit.Meaning(one.meaning(), all.score,
                calibration.confidence(answerable, best.evidence(), all.standing), all.without(one));
        return new Hit(NamedThing.answering(one.candidate().indexed().entry(), text),
                one.candidate().matchedPhrasing(), one.score(), confidence, meaning);
    }
}
