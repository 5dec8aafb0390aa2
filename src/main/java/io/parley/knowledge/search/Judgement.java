package io.parley.knowledge.search;

import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.NamedThing;
import io.parley.knowledge.ranking.Calibration;
import io.parley.knowledge.ranking.Confidence;
import io.parley.knowledge.ranking.Standing;
import io.parley.knowledge.search.FaqSearch.Ranked;
import java.util.ArrayList;
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
    /** Likeliest first. */
    private final Map<FaqId, Together> meanings = new LinkedHashMap<>();
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
        Map<FaqId, List<Ranked>> members = new LinkedHashMap<>();
        ranked.forEach(one -> members.computeIfAbsent(one.meaning(), id -> new ArrayList<>()).add(one));
        List<Ranked> best = members.values().stream().map(List::getFirst).toList();
        List<Standing> standings = Standing.of(best.stream().mapToDouble(Ranked::score).toArray(),
                best.stream().map(Ranked::evidence).toList());
        for (int i = 0; i < best.size(); i++) {
            FaqId meaning = best.get(i).meaning();
            meanings.put(meaning, new Together(members.getOrDefault(meaning, List.of()), standings.get(i)));
        }
        this.answerable = best.isEmpty()
                ? 0
                : calibration.answerable(best.getFirst().evidence(), standings.getFirst());
    }

    /**
     * Candidates that mean the same, best first. They are as one entry with many ways to ask, for which the nearest one speaks.
     *
     * @param standing how the best stands among the best of all meanings
     */
    private record Together(List<Ranked> members, Standing standing) {

        Ranked best() {
            return members.getFirst();
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
        return meanings.values().stream().limit(most).map(meaning -> hit(meaning.best(), Confidence.NONE).forMeaning())
                .toList();
    }

    private Hit hit(Ranked one, Confidence confidence) {
        Together all = Objects.requireNonNull(meanings.get(one.meaning()));
        Ranked best = all.best();
        Hit.Meaning meaning = new Hit.Meaning(one.meaning(), best.score(),
                calibration.confidence(answerable, best.evidence(), all.standing()), all.without(one));
        return new Hit(NamedThing.answering(one.candidate().indexed().entry(), text),
                one.candidate().matchedPhrasing(), one.score(), confidence, meaning);
    }
}
