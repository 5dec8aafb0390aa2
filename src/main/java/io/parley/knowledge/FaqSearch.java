package io.parley.knowledge;

import java.util.Comparator;
import java.util.List;

/** Searches this instance's copy of the FAQ by words and by meaning. */
final class FaqSearch implements Search {

    private final FaqIndex index;
    private final Embedder embedder;
    private final Chunks chunks;
    private final Calibration calibration;

    FaqSearch(FaqIndex index, Embedder embedder, Chunks chunks, Calibration calibration) {
        this.index = index;
        this.embedder = embedder;
        this.chunks = chunks;
        this.calibration = calibration;
    }

    /** A candidate and its place in the order. */
    private record Ranked(Candidate candidate, double score) {}

    @Override
    public List<Hit> search(String text, int k) {
        if (k < 1 || k > MAX_HITS) {
            throw new IllegalArgumentException("A search gives 1 to " + MAX_HITS + " hits, not " + k + ".");
        }
        String looked = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
        List<String> pieces = chunks.of(looked);
        return pieces.isEmpty() ? List.of() : best(pieces, k);
    }

    private List<Hit> best(List<String> pieces, int k) {
        List<float[]> vectors = pieces.size() == 1
                ? List.of(embedder.embed(pieces.getFirst()))
                : embedder.embedAll(pieces);
        Snapshot snapshot = index.acquire();
        try {
            List<Ranked> ranked = java.util.stream.IntStream.range(0, vectors.size())
                    .mapToObj(i -> snapshot.candidates(pieces.get(i), vectors.get(i)))
                    .flatMap(candidates -> candidates.all().stream())
                    .map(candidate -> new Ranked(candidate, calibration.score(candidate)))
                    .sorted(Comparator.comparingDouble(Ranked::score).reversed()
                            .thenComparing(r -> r.candidate().indexed().entry().id().value()))
                    .toList();
            return hits(distinct(ranked), k);
        } finally {
            snapshot.release();
        }
    }

    private static List<Ranked> distinct(List<Ranked> ranked) {
        var seen = new java.util.HashSet<FaqId>();
        return ranked.stream().filter(r -> seen.add(r.candidate().indexed().entry().id())).toList();
    }

    private List<Hit> hits(List<Ranked> ranked, int k) {
        return ranked.stream().limit(k).map(r -> hit(r, ranked)).toList();
    }

    private Hit hit(Ranked hit, List<Ranked> ranked) {
        double best = ranked.getFirst().score();
        double second = ranked.size() > 1 ? ranked.get(1).score() : 0;
        double margin = hit.score() - (hit.equals(ranked.getFirst()) ? second : best);
        return new Hit(hit.candidate().indexed().entry(), hit.candidate().matchedPhrasing(), hit.score(),
                calibration.confidence(hit.candidate(), margin));
    }
}
