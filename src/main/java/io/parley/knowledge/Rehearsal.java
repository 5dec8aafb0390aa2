package io.parley.knowledge;

import io.parley.knowledge.embedding.Chunks;
import io.parley.knowledge.embedding.Embedder;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.IndexedEntry;
import io.parley.knowledge.faq.Lesson;
import io.parley.knowledge.faq.NormalText;
import io.parley.knowledge.faq.Phrasing;
import io.parley.knowledge.ranking.Calibration;
import io.parley.knowledge.ranking.DotProducts;
import io.parley.knowledge.search.FaqIndex;
import io.parley.knowledge.search.FaqSearch;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Search;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The FAQ in memory, as it would be if it had been taught other lessons. What is searched, stored and shown elsewhere stays
 * as it is. Safe for concurrent use.
 */
public final class Rehearsal {

    /** Texts of this cosine differ in accents or signs only. */
    private static final double SAME = 0.98;

    private final List<IndexedEntry> entries;
    private final Embedder embedder;
    private final Chunks chunks;
    private final Calibration calibration;
    private final Map<String, float[]> vectors = new ConcurrentHashMap<>();
    private final Map<String, Set<FaqId>> owners;
    private final Map<FaqId, List<String>> texts;

    Rehearsal(Collection<IndexedEntry> entries, Embedder embedder, Chunks chunks, Calibration calibration) {
        this.entries = entries.stream().map(Rehearsal::untaught).toList();
        this.embedder = embedder;
        this.chunks = chunks;
        this.calibration = calibration;
        this.texts = this.entries.stream().flatMap(entry -> entry.phrasings().stream()).filter(Phrasing::asks)
                .collect(Collectors.groupingBy(Phrasing::entry,
                        Collectors.mapping(Phrasing::text, Collectors.toList())));
        this.owners = this.entries.stream().flatMap(entry -> entry.phrasings().stream()).filter(Phrasing::asks)
                .collect(Collectors.groupingBy(phrasing -> NormalText.of(phrasing.text()),
                        Collectors.mapping(Phrasing::entry, Collectors.toSet())));
        entries.stream().flatMap(entry -> entry.phrasings().stream()).forEach(this::keepVector);
    }

    private void keepVector(Phrasing phrasing) {
        float[] vector = phrasing.vector();
        if (vector != null) {
            vectors.putIfAbsent(phrasing.text(), vector);
        }
    }

    private static IndexedEntry untaught(IndexedEntry entry) {
        return new IndexedEntry(entry.entry(),
                entry.phrasings().stream().filter(phrasing -> !phrasing.kind().isLearned()).toList());
    }

    /** A search that is given back when it is no longer needed. */
    public interface Taught extends Search, AutoCloseable {
        @Override
        void close();
    }

    /** The entries that may be answered with, with their questions. */
    public List<FaqEntry> published() {
        return entries.stream().map(IndexedEntry::entry).filter(entry -> !entry.isDraft()).toList();
    }

    /** What it takes to measure a search of this FAQ. */
    public FaqTrials.Trial trial(Search search) {
        int asking = (int) entries.stream().flatMap(entry -> entry.phrasings().stream()).filter(Phrasing::asks)
                .count();
        return new FaqTrials.Trial(search, this,
                entries.stream().map(entry -> entry.entry().id().value()).collect(Collectors.toSet()), asking,
                0, Duration.ZERO, List.of());
    }

    /** The FAQ taught with these lessons; takes as long as learning a FAQ of that size does. */
    public Taught taught(Collection<Lesson> lessons) {
        embed(lessons.stream().filter(lesson -> lesson.weight() != 0).map(Lesson::text).toList());
        return learned(withLessons(lessons));
    }

    private Taught learned(Collection<IndexedEntry> all) {
        FaqIndex index = new FaqIndex(embedder.wordPieces()::isWord);
        index.apply(all);
        index.awaitTraining();
        return new OneTaught(index, new FaqSearch(index, this::remembered, chunks, calibration));
    }

    /** The FAQ's own ways to ask, in parts, each to be asked of the FAQ without it. */
    public List<Fold> folds() {
        return Fold.of(this);
    }

    /** The FAQ without what is left out; an entry without a way to ask is not found. */
    Taught without(Predicate<Phrasing> left) {
        return learned(entries.stream()
                .map(entry -> new IndexedEntry(entry.entry(),
                        entry.phrasings().stream().filter(left.negate()).toList()))
                .filter(entry -> entry.phrasings().stream().anyMatch(Phrasing::asks)).toList());
    }

    /** The entries as somebody wrote them. */
    List<IndexedEntry> written() {
        return entries;
    }

    /**
     * The FAQ that never has been taught the text that it is asked: several, each of which is taught all lessons but its
     * share.
     *
     * @param shares how many, 2 or more
     */
    public Taught unprepared(Collection<Lesson> lessons, int shares) {
        List<Taught> taught = new ArrayList<>();
        for (int share = 0; share < shares; share++) {
            int left = share;
            taught.add(taught(lessons.stream().filter(lesson -> share(lesson.text(), shares) != left).toList()));
        }
        return new SeveralTaught(taught);
    }

    private static int share(String text, int shares) {
        return Math.floorMod(NormalText.of(text).hashCode(), shares);
    }

    private List<IndexedEntry> withLessons(Collection<Lesson> lessons) {
        Map<FaqId, List<Phrasing>> learned = new HashMap<>();
        long number = entries.stream().flatMap(entry -> entry.phrasings().stream()).mapToLong(Phrasing::id).max()
                .orElse(0);
        for (Lesson lesson : lessons) {
            if (lesson.weight() != 0) {
                learned.computeIfAbsent(lesson.entry(), id -> new ArrayList<>())
                        .add(new Phrasing(++number, lesson.entry(), lesson.kind(), lesson.text(),
                                vector(asWritten(lesson)), Math.abs(lesson.weight())));
            }
        }
        return entries.stream().map(entry -> with(entry, learned.getOrDefault(entry.entry().id(), List.of()))).toList();
    }

    /** A lesson on words that somebody wrote for its entry is about them, however they are spelled. */
    private String asWritten(Lesson lesson) {
        if (!owners(lesson.text()).contains(lesson.entry())) {
            return lesson.text();
        }
        String key = NormalText.of(lesson.text());
        return texts.getOrDefault(lesson.entry(), List.of()).stream().filter(own -> NormalText.of(own).equals(key))
                .findFirst().orElse(lesson.text());
    }

    private static IndexedEntry with(IndexedEntry entry, List<Phrasing> learned) {
        List<Phrasing> all = new ArrayList<>(entry.phrasings());
        all.addAll(learned);
        return new IndexedEntry(entry.entry(), all);
    }

    /** The entries for which somebody wrote a text as a way to ask, in whatever spelling. */
    public Set<FaqId> owners(String text) {
        return owners.getOrDefault(NormalText.of(text), Set.of());
    }

    /** Whether a text is one that somebody wrote as a way to ask for an entry, or as good as one. */
    public boolean isOwn(FaqId entry, String text) {
        List<String> own = texts.getOrDefault(entry, List.of());
        return owners(text).contains(entry) || Arrays.stream(likeness(text, own)).anyMatch(like -> like >= SAME);
    }

    /** Gives texts their vectors, many at once, before they are asked. */
    public void prepare(Collection<String> asked) {
        embed(asked);
    }

    /** How near a text is to each of others in meaning, as cosines. */
    public double[] likeness(String text, List<String> others) {
        embed(others);
        float[][] near = others.stream().map(this::vector).toArray(float[][]::new);
        float[] cosines = new DotProducts(vector(text)).with(near);
        return IntStream.range(0, cosines.length).mapToDouble(i -> cosines[i]).toArray();
    }

    private void embed(Collection<String> wanted) {
        List<String> texts = wanted.stream().filter(text -> !vectors.containsKey(text)).distinct().toList();
        List<float[]> embedded = embedder.embedAll(texts);
        for (int i = 0; i < texts.size(); i++) {
            vectors.put(texts.get(i), embedded.get(i));
        }
    }

    private float[] vector(String text) {
        return vectors.computeIfAbsent(text, embedder::embed);
    }

    private <R> R remembered(List<String> pieces, Function<List<float[]>, R> then) {
        return then.apply(pieces.stream().map(this::vector).toList());
    }

    private record OneTaught(FaqIndex index, FaqSearch search) implements Taught {
        @Override
        public List<Hit> search(String text, int k) {
            return search.search(text, k);
        }

        @Override
        public void close() {
            index.close();
        }
    }

    private record SeveralTaught(List<Taught> taught) implements Taught {
        @Override
        public List<Hit> search(String text, int k) {
            return taught.get(share(text, taught.size())).search(text, k);
        }

        @Override
        public void close() {
            taught.forEach(Taught::close);
        }
    }
}
