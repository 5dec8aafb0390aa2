package io.parley.knowledge.search;

import io.parley.knowledge.embedding.Chunks;
import io.parley.knowledge.embedding.Embedder;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.ranking.Calibration;
import io.parley.knowledge.ranking.Candidate;
import io.parley.knowledge.ranking.Candidates;
import io.parley.knowledge.ranking.Evidence;
import io.parley.knowledge.ranking.Head;
import io.parley.knowledge.ranking.IndexFields;
import io.parley.knowledge.ranking.Standing;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Searches this instance's copy of the FAQ by words and by meaning. */
public final class FaqSearch implements Search {

    /** What sharing all words counts beside a cosine of 1. */
    private static final double WORDS = 0.3;

    private final FaqIndex index;
    private final Chunks chunks;
    private final Calibration calibration;
    private final Meaning meaning;

    /** Creates a search whose texts are embedded by a model, when it is their turn. */
    public FaqSearch(FaqIndex index, Embedder embedder, Chunks chunks, Calibration calibration) {
        this(index, embedder::inTurn, chunks, calibration);
    }

    /** Creates a search whose texts get their vectors in any other way. */
    public FaqSearch(FaqIndex index, Meaning meaning, Chunks chunks, Calibration calibration) {
        this.index = index;
        this.meaning = meaning;
        this.chunks = chunks;
        this.calibration = calibration;
    }

    /** Gives the pieces of a text their unit vectors. */
    @FunctionalInterface
    public interface Meaning {

        /**
         * The vectors, and what is made of them.
         *
         * @param then makes it when it is the caller's turn
         */
        <R> R of(List<String> pieces, Function<List<float[]>, R> then);
    }

    @Override
    public List<Hit> search(String text, int k) {
        return judged(text, k).entries(k);
    }

    @Override
    public List<Hit> meanings(String text, int k) {
        return judged(text, k).meanings(k);
    }

    /**
     * A hit, and how near it is in meaning and words: of all numbers the one that means about the same in every FAQ.
     */
    public record Near(Hit hit, double nearness) {}

    /** As {@link #search}. */
    public List<Near> near(String text, int k) {
        requireInRange(k);
        List<Ranked> ranked = ranked(text);
        List<Hit> hits = new Judgement(calibration, Search.ends(text), ranked).entries(k);
        return IntStream.range(0, hits.size()).mapToObj(i -> new Near(hits.get(i), nearness(ranked.get(i).evidence())))
                .toList();
    }

    private static double nearness(Evidence evidence) {
        return evidence.cosine() + WORDS * evidence.words();
    }

    private Judgement judged(String text, int k) {
        requireInRange(k);
        return new Judgement(calibration, Search.ends(text), ranked(text));
    }

    private static void requireInRange(int k) {
        if (k < 1 || k > MAX_HITS) {
            throw new IllegalArgumentException("A search gives 1 to " + MAX_HITS + " hits, not " + k + ".");
        }
    }

    /**
     * A candidate and its place in the order.
     *
     * @param standing how it stands among all candidates
     * @param meaning  the entry that stands for all that mean the same
     */
    record Ranked(Candidate candidate, Evidence evidence, double score, Standing standing, FaqId meaning) {

        private FaqId id() {
            return candidate.indexed().entry().id();
        }

        private Ranked with(Standing newStanding) {
            return new Ranked(candidate, evidence, score, newStanding, meaning);
        }
    }

    /** The pieces of a text that a search of it embeds. */
    public List<String> pieces(String text) {
        Snapshot snapshot = index.acquire();
        try {
            return pieces(snapshot, text);
        } finally {
            snapshot.release();
        }
    }

    private List<String> pieces(Snapshot snapshot, String text) {
        return chunks.ends(snapshot.lessons().spelling().mended(Search.ends(text)));
    }

    /** All candidates, best first. Of a long text each entry keeps the end that fits it best. */
    List<Ranked> ranked(String text) {
        Snapshot snapshot = index.acquire();
        try {
            List<String> pieces = pieces(snapshot, text);
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

    private Stream<Ranked> rankedBy(Snapshot snapshot, String piece, float[] vector) {
        Map<String, Integer> words = IndexFields.words(piece);
        Head.Opinion opinion = snapshot.lessons().head().on(vector, words);
        Candidates candidates = snapshot.candidates(words, vector);
        return candidates.all().stream().map(candidate -> {
            Evidence evidence = Evidence.of(candidate, candidates.closeness(), opinion);
            return new Ranked(candidate, evidence, calibration.score(evidence), Standing.UNKNOWN,
                    snapshot.meanings().of(candidate.indexed().entry().id()));
        });
    }

    private static List<Ranked> compared(List<Ranked> ranked) {
        List<Standing> standings = Standing.of(ranked.stream().mapToDouble(Ranked::score).toArray(),
                ranked.stream().map(Ranked::evidence).toList());
        return IntStream.range(0, standings.size()).mapToObj(i -> ranked.get(i).with(standings.get(i))).toList();
    }
}
