package io.parley.knowledge;

import io.parley.knowledge.embedding.Chunks;
import io.parley.knowledge.embedding.Embedder;
import io.parley.knowledge.faq.EntryContent;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.IndexedEntry;
import io.parley.knowledge.faq.Lesson;
import io.parley.knowledge.faq.NormalText;
import io.parley.knowledge.faq.Phrasing;
import io.parley.knowledge.search.FaqIndex;
import io.parley.knowledge.search.FaqSearch;
import io.parley.knowledge.search.Search;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The FAQ as this instance answers with it, and beside it, in memory, as it would be with one entry as somebody wants it, or
 * with other lessons.
 * Nothing is stored. Both are searched by the built-in model, and a text goes through it once for both. For one thread.
 */
public final class Attempt implements AutoCloseable {
    /** Texts that go through the model together, so that searches of customers come between them. */
    private static final int BATCH = 64;

    private final Embedder embedder;
    private final Chunks chunks;
    private final Map<String, float[]> vectors = new HashMap<>();
    private final List<FaqEntry> published;
    private final FaqIndex changed;
    private final FaqSearch before;
    private final FaqSearch after;

    Attempt(FaqIndex index, EntryContent wanted, Teaching.Trying trying) {
        this(index, trying);
        this.changed.apply(List.of(indexed(wanted, index.entries().values())));
    }

    /** @param lessons in the place of what was taught of the same pairs */
    Attempt(FaqIndex index, Collection<Lesson> lessons, Teaching.Trying trying) {
        this(index, trying);
        prepare(lessons.stream().map(Lesson::text).toList());
        this.changed.apply(taught(lessons, index.entries().values()));
    }

    private Attempt(FaqIndex index, Teaching.Trying trying) {
        this.embedder = trying.embedder();
        this.chunks = trying.chunks();
        index.entries().values().forEach(entry -> entry.phrasings().forEach(this::keepVector));
        this.published = index.entries().values().stream().map(IndexedEntry::entry).filter(entry -> !entry.isDraft())
                .toList();
        this.changed = index.copy();
        this.before = new FaqSearch(index, this::remembered, chunks, trying.calibration());
        this.after = new FaqSearch(changed, this::remembered, chunks, trying.calibration());
    }

    private void keepVector(Phrasing phrasing) {
        float[] vector = phrasing.vector();
        if (vector != null) {
            vectors.put(phrasing.text(), vector);
        }
    }

    /** The FAQ as it is. */
    public Search before() {
        return before;
    }

    /** The FAQ with the entry, or the lessons. */
    public Search after() {
        return after;
    }

    /** The entries that are answered with as it is. */
    public List<FaqEntry> published() {
        return published;
    }

    /** Gives texts their vectors, many at once, before both are searched for them. */
    public void prepare(Collection<String> texts) {
        embed(texts.stream().flatMap(text -> Stream.concat(before.pieces(text).stream(), after.pieces(text).stream()))
                .toList());
    }

    private void embed(Collection<String> pieces) {
        List<String> missing = List.copyOf(new LinkedHashSet<>(
                pieces.stream().filter(piece -> !vectors.containsKey(piece)).toList()));
        for (int from = 0; from < missing.size(); from += BATCH) {
            List<String> some = missing.subList(from, Math.min(missing.size(), from + BATCH));
            List<float[]> found = embedder.embedAll(some);
            for (int i = 0; i < some.size(); i++) {
                vectors.put(some.get(i), found.get(i));
            }
        }
    }

    private <R> R remembered(List<String> pieces, Function<List<float[]>, R> then) {
        embed(pieces);
        return then.apply(pieces.stream().map(this::vector).toList());
    }

    private float[] vector(String piece) {
        return vectors.computeIfAbsent(piece, embedder::embed);
    }

    /** The entry as it would be stored and indexed; what verdicts taught it stays. */
    private IndexedEntry indexed(EntryContent wanted, Collection<IndexedEntry> all) {
        FaqEntry entry = wanted.entry();
        long number = highest(all);
        List<Phrasing> phrasings = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Written written : written(wanted)) {
            if (known.add(NormalText.of(written.text()))) {
                phrasings.add(new Phrasing(++number, entry.id(), written.kind(), written.text(),
                        vector(written.text())));
            }
        }
        all.stream().filter(one -> one.entry().id().equals(entry.id())).flatMap(one -> one.phrasings().stream())
                .filter(one -> one.kind().isLearned() && !known.contains(NormalText.of(one.text())))
                .forEach(phrasings::add);
        return new IndexedEntry(entry, phrasings);
    }

    private List<IndexedEntry> taught(Collection<Lesson> lessons, Collection<IndexedEntry> all) {
        Map<FaqId, Map<String, Lesson>> byEntry = new HashMap<>();
        lessons.forEach(lesson -> byEntry.computeIfAbsent(lesson.entry(), id -> new LinkedHashMap<>())
                .put(NormalText.of(lesson.text()), lesson));
        long number = highest(all);
        List<IndexedEntry> changed = new ArrayList<>();
        for (IndexedEntry entry : all) {
            Map<String, Lesson> own = byEntry.getOrDefault(entry.entry().id(), Map.of());
            if (!own.isEmpty()) {
                List<Phrasing> phrasings = new ArrayList<>(entry.phrasings().stream()
                        .filter(one -> !one.kind().isLearned() || !own.containsKey(NormalText.of(one.text())))
                        .toList());
                for (Lesson lesson : own.values()) {
                    if (lesson.weight() != 0) {
                        phrasings.add(new Phrasing(++number, lesson.entry(), lesson.kind(), lesson.text(),
                                vector(lesson.text()), Math.abs(lesson.weight())));
                    }
                }
                changed.add(new IndexedEntry(entry.entry(), phrasings));
            }
        }
        return changed;
    }

    private static long highest(Collection<IndexedEntry> all) {
        return all.stream().flatMap(one -> one.phrasings().stream()).mapToLong(Phrasing::id).max().orElse(0);
    }

    /** A text that somebody wrote for an entry. */
    private record Written(Phrasing.Kind kind, String text) {}

    private List<Written> written(EntryContent wanted) {
        FaqEntry entry = wanted.entry();
        List<Written> written = new ArrayList<>(pieces(Phrasing.Kind.QUESTION, entry.question()));
        String answer = entry.answer();
        written.addAll(pieces(Phrasing.Kind.ANSWER, answer == null ? "" : answer));
        wanted.alternatives().forEach(way -> written.addAll(pieces(Phrasing.Kind.ALTERNATIVE, way)));
        wanted.negatives().forEach(way -> written.addAll(pieces(Phrasing.Kind.NEGATIVE, way)));
        return written;
    }

    private List<Written> pieces(Phrasing.Kind kind, String text) {
        return chunks.of(text).stream().map(piece -> new Written(kind, piece)).toList();
    }

    @Override
    public void close() {
        changed.close();
    }
}
