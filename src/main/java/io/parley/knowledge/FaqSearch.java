package io.parley.knowledge;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Searches this instance's copy of the FAQ by words and by meaning. */
final class FaqSearch implements Search {

    private final FaqIndex index;
    private final Chunks chunks;
    private final Calibration calibration;
    private final Meaning meaning;

    FaqSearch(FaqIndex index, Embedder embedder, Chunks chunks, Calibration calibration) {
        this(index, embedder::inTurn, chunks, calibration);
    }

    FaqSearch(FaqIndex index, Meaning meaning, Chunks chunks, Calibration calibration) {
        this.index = index;
        this.meaning = meaning;
        this.chunks = chunks;
        this.calibration = calibration;
    }

    /** Gives the pieces of a text their unit vectors. */
    @FunctionalInterface
    interface Meaning {

        /**
         * The vectors, and what is made of them.
         *
         * @param then makes it when it is the caller's turn
         */
        <R> R of(List<String> pieces, Function<List<float[]>, R> then);
    }

    @Override
    public List<Hit> search(String text, int k) {
        if (k < 1 || k > MAX_HITS) {
            throw new IllegalArgumentException("A search gives 1 to " + MAX_HITS + " hits, not " + k + ".");
        }
        List<Ranked> ranked = ranked(text);
        double answerable = ranked.stream().findFirst()
                .map(best -> calibration.answerable(best.evidence(), best.standing())).orElse(0.0);
        return ranked.stream().limit(k).map(one -> hit(one, answerable, text)).toList();
    }

    private Hit hit(Ranked ranked, double answerable, String text) {
        return new Hit(NamedThing.answering(ranked.candidate().indexed().entry(), text),
                ranked.candidate().matchedPhrasing(), ranked.score(),
                calibration.confidence(answerable, ranked.evidence(), ranked.standing()));
    }

    /**
     * A candidate and its place in the order.
     *
     * @param standing how it stands among all candidates
     */
    record Ranked(Candidate candidate, Evidence evidence, double score, Standing standing) {

        private FaqId id() {
            return candidate.indexed().entry().id();
        }

        private Ranked with(Standing newStanding) {
            return new Ranked(candidate, evidence, score, newStanding);
        }
    }

    /** All candidates, best first. Of a text of several pieces each entry keeps the piece that fits it best. */
    List<Ranked> ranked(String text) {
        Snapshot snapshot = index.acquire();
        try {
            List<String> pieces = chunks.of(snapshot.lessons().spelling().mended(cut(text)));
            return meaning.of(pieces, found -> ranked(snapshot, pieces, found));
        } finally {
            snapshot.release();
        }
    }

    private List<Ranked> ranked(Snapshot snapshot, List<String> pieces, List<float[]> found) {
        Set<FaqId> seen = new HashSet<>();
        return compared(IntStream.range(0, pieces.size()).boxed()
                .flatMap(i -> rankedBy(snapshot, pieces.get(i), found.get(i)))
                .sorted(Comparator.comparingDouble(Ranked::score).reversed()
                        .thenComparing(ranked -> ranked.id().value()))
                .filter(ranked -> seen.add(ranked.id())).toList());
    }

    private static String cut(String text) {
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    }

    private Stream<Ranked> rankedBy(Snapshot snapshot, String piece, float[] vector) {
        Map<String, Integer> words = IndexFields.words(piece);
        Head.Opinion opinion = snapshot.lessons().head().on(vector, words);
        return snapshot.candidates(words, vector).stream().map(candidate -> {
            Evidence evidence = Evidence.of(candidate, opinion);
            return new Ranked(candidate, evidence, calibration.score(evidence), Standing.UNKNOWN);
        });
    }

    private static List<Ranked> compared(List<Ranked> ranked) {
        List<Standing> standings = Standing.of(ranked.stream().mapToDouble(Ranked::score).toArray(),
                ranked.stream().map(Ranked::evidence).toList());
        return IntStream.range(0, standings.size()).mapToObj(i -> ranked.get(i).with(standings.get(i))).toList();
    }
}
