package io.parley.knowledge.search;

import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.IndexedEntry;
import io.parley.knowledge.faq.Phrasing;
import io.parley.knowledge.ranking.IndexFields;
import io.parley.knowledge.ranking.Lessons;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.ThreadInterruptedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This instance's copy of the FAQ, in memory and ready to search. Changes are applied by one thread at a time; searches
 * go on meanwhile in what was there before.
 */
public final class FaqIndex implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FaqIndex.class);
    private static final int BUFFER_MEGABYTES = 256;
    /** Phrasings times entries up to which learning takes a moment only and is waited for. */
    private static final long QUICKLY_LEARNED = 50_000;

    /** Changes often come in a row, such as the batches of an import. */
    private static final Duration PAUSE_BEFORE_LEARNING = Duration.ofMillis(500);
    /** After learning, so many times as long nothing is learned: where changes do not cease, a processor has other work. */
    private static final int REST = 4;
    /** One phrasing in so many that came or went is reason enough to look at all anew. */
    private static final int UNLEARNED_SHARE = 4;
    /** Entries from which on even that takes seconds. */
    private static final int MANY = 10_000;

    private final Predicate<String> isWord;
    private final IndexWriter writer;
    private final Map<FaqId, IndexedEntry> entries = new HashMap<>();
    private final ScheduledExecutorService trainer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("faq-training").factory());
    private final Set<FaqId> changedSinceTraining = new HashSet<>();
    private boolean isTrainingPlanned;
    /** How long learning took, by {@link #work}. */
    private double nanosOfWork;
    /** Phrasings that came and went since all were learned. */
    private long unlearned;
    /** How often all were learned at once. */
    private long learnings;
    private volatile Snapshot snapshot;

    /**
     * @param isWord whether a lower-case word needs no correction, whatever the FAQ holds
     */
    public FaqIndex(Predicate<String> isWord) {
        this.isWord = isWord;
        try {
            IndexWriterConfig config = new IndexWriterConfig(IndexFields.analyzer());
            config.setRAMBufferSizeMB(BUFFER_MEGABYTES);
            // Not beside: what is opened after a merge that was asked for must not have the deleted words.
            config.setMergeScheduler(new SerialMergeScheduler());
            config.setMergePolicy(new TieredMergePolicy().setForceMergeDeletesPctAllowed(0));
            writer = new IndexWriter(new ByteBuffersDirectory(), config);
            snapshot = new Snapshot(DirectoryReader.open(writer), Map.of(), Lessons.none(isWord));
        } catch (IOException e) {
            throw inMemory(e);
        }
    }

    /** Puts the entries as they are now in the place of what was known of them. */
    public synchronized void apply(Collection<IndexedEntry> changed) {
        try {
            take(changed, snapshot.lessons());
        } catch (IOException e) {
            throw inMemory(e);
        }
    }

    /**
     * The same FAQ once more, to try a change on it. It knows what this one learned, and learns what is applied to it as this
     * one would at once; it never looks at all anew, unless this one would. The caller closes it.
     */
    public FaqIndex copy() {
        Snapshot now = acquire();
        try {
            FaqIndex copy = new FaqIndex(isWord);
            copy.adopt(now);
            return copy;
        } finally {
            now.release();
        }
    }

    private synchronized void adopt(Snapshot other) {
        try {
            for (IndexedEntry entry : other.entries().values()) {
                replace(entry);
            }
            isTrainingPlanned = true;
            publish(other.entries(), other.lessons());
        } catch (IOException e) {
            throw inMemory(e);
        }
    }

    /** Forgets everything else. */
    synchronized void replaceAll(Collection<IndexedEntry> all) {
        try {
            writer.deleteAll();
            entries.clear();
            take(all, Lessons.none(isWord));
        } catch (IOException e) {
            throw inMemory(e);
        }
    }

    private void take(Collection<IndexedEntry> changed, Lessons before) throws IOException {
        Map<FaqId, IndexedEntry> all = allAfter(changed);
        Thoroughness thoroughness = thoroughness(changed, all);
        CompletableFuture<Lessons> learned = CompletableFuture.supplyAsync(() -> switch (thoroughness) {
            case ALL -> Lessons.of(all.values(), isWord);
            case MOST -> Lessons.analysed(all.values(), isWord);
            case ROUGH -> before.with(changed);
        });
        for (IndexedEntry entry : changed) {
            replace(entry);
        }
        if (thoroughness == Thoroughness.ALL) {
            dropDeleted();
            changedSinceTraining.clear();
        } else {
            changed.forEach(entry -> changedSinceTraining.add(entry.entry().id()));
            planTraining(all);
        }
        publish(all, learned.join());
    }

    /** How well a change is learned before anybody is answered with it. */
    private enum Thoroughness {
        /** Like everything else, for ever. */
        ALL,
        /** All entries anew, without what takes long. */
        MOST,
        /** The changed entries alone, by what is known of the others. */
        ROUGH
    }

    /** What was learned of other entries says little about a FAQ that has become another one. */
    private Thoroughness thoroughness(Collection<IndexedEntry> changed, Map<FaqId, IndexedEntry> all) {
        unlearned += difference(entries, changed);
        long phrasings = phrasings(all.values());
        boolean quick = phrasings * all.size() <= QUICKLY_LEARNED;
        if (quick ? !isEmbedded(all.values()) : unlearned * UNLEARNED_SHARE <= phrasings || all.size() > MANY) {
            return Thoroughness.ROUGH;
        }
        unlearned = 0;
        learnings++;
        return quick ? Thoroughness.ALL : Thoroughness.MOST;
    }

    /** Otherwise the vectors come with the next change, and all would be learned twice. */
    private static boolean isEmbedded(Collection<IndexedEntry> all) {
        return all.stream().flatMap(entry -> entry.phrasings().stream())
                .allMatch(phrasing -> !phrasing.asks() || phrasing.vector() != null);
    }

    /** How many phrasings with a vector come or go. */
    private static long difference(Map<FaqId, IndexedEntry> before, Collection<IndexedEntry> changed) {
        long difference = 0;
        for (IndexedEntry entry : changed) {
            Set<Long> gone = learnable(before.get(entry.entry().id()));
            for (Long number : learnable(entry)) {
                difference += gone.remove(number) ? 0 : 1;
            }
            difference += gone.size();
        }
        return difference;
    }

    private static Set<Long> learnable(@Nullable IndexedEntry entry) {
        return entry == null
                ? new HashSet<>()
                : entry.phrasings().stream().filter(phrasing -> phrasing.asks() && phrasing.vector() != null)
                        .map(Phrasing::id).collect(Collectors.toCollection(HashSet::new));
    }

    private Map<FaqId, IndexedEntry> allAfter(Collection<IndexedEntry> changed) {
        Map<FaqId, IndexedEntry> all = new HashMap<>(entries);
        changed.forEach(one -> {
            if (isFound(one)) {
                all.put(one.entry().id(), one);
            } else {
                all.remove(one.entry().id());
            }
        });
        return Map.copyOf(all);
    }

    private static boolean isFound(IndexedEntry indexed) {
        return indexed.entry().state() != FaqEntry.State.RETIRED && !indexed.phrasings().isEmpty();
    }

    private void replace(IndexedEntry indexed) throws IOException {
        FaqEntry entry = indexed.entry();
        if (entries.containsKey(entry.id())) {
            writer.deleteDocuments(IndexFields.allOf(entry.id()));
        }
        if (!isFound(indexed)) {
            entries.remove(entry.id());
            return;
        }
        entries.put(entry.id(), indexed);
        writer.addDocument(IndexFields.whole(indexed));
        for (Phrasing phrasing : indexed.phrasings()) {
            if (phrasing.asks()) {
                writer.addDocument(IndexFields.of(phrasing));
            }
        }
    }

    private void planTraining(Map<FaqId, IndexedEntry> all) {
        if (!isTrainingPlanned && !trainer.isShutdown()) {
            isTrainingPlanned = true;
            long pause = Math.max(PAUSE_BEFORE_LEARNING.toNanos(), (long) (REST * nanosOfWork * work(all.values())));
            var _ = trainer.schedule(this::trainAsPlanned, pause, TimeUnit.NANOSECONDS);
        }
    }

    private void trainAsPlanned() {
        trainOrSay();
        synchronized (this) {
            isTrainingPlanned = false;
            if (!changedSinceTraining.isEmpty()) {
                planTraining(snapshot.entries());
            }
        }
    }

    /** What learning takes time in proportion to. */
    private static double work(Collection<IndexedEntry> all) {
        return Math.max(1, phrasings(all)) * (double) Math.max(1, all.size());
    }

    private static long phrasings(Collection<IndexedEntry> all) {
        return all.stream().mapToLong(entry -> entry.phrasings().size()).sum();
    }

    private void publish(Map<FaqId, IndexedEntry> all, Lessons lessons) throws IOException {
        Snapshot before = snapshot;
        snapshot = new Snapshot(DirectoryReader.open(writer), all, lessons);
        before.release();
    }

    private void trainOrSay() {
        try {
            train();
        } catch (RuntimeException | Error e) {
            log.error("Learning from the phrasings failed; searches go on with what was learned before", e);
        }
    }

    /**
     * Learns while searches and changes go on. What changed meanwhile is added roughly, and learned in the next run; where most
     * changed, what was learned is of another FAQ and is not used.
     */
    private void train() {
        Map<FaqId, IndexedEntry> all;
        long before;
        synchronized (this) {
            if (changedSinceTraining.isEmpty()) {
                return;
            }
            changedSinceTraining.clear();
            all = snapshot.entries();
            before = learnings;
        }
        long begin = System.nanoTime();
        Lessons lessons = Lessons.of(all.values(), isWord);
        dropDeleted();
        synchronized (this) {
            try {
                nanosOfWork = (System.nanoTime() - begin) / work(all.values());
                if (writer.isOpen() && learnings == before) {
                    publish(snapshot.entries(), lessons.with(missedBy(all)));
                    unlearned = difference(all, missedBy(all));
                }
            } catch (IOException e) {
                throw inMemory(e);
            }
        }
    }

    /** Words of documents that were deleted are kept, and counted, until their segment is written anew. */
    private void dropDeleted() {
        try {
            if (writer.isOpen()) {
                writer.forceMergeDeletes();
            }
        } catch (AlreadyClosedException | ThreadInterruptedException e) {
            log.debug("The index was closed while it was tidied");
        } catch (IOException e) {
            throw inMemory(e);
        }
    }

    private List<IndexedEntry> missedBy(Map<FaqId, IndexedEntry> trained) {
        return changedSinceTraining.stream().map(id -> {
            IndexedEntry now = snapshot.entries().get(id);
            IndexedEntry then = trained.get(id);
            return now == null && then != null ? new IndexedEntry(then.entry(), List.of()) : now;
        }).filter(Objects::nonNull).toList();
    }

    /** Waits until everything that was applied is learned. */
    public void awaitTraining() {
        try {
            trainer.submit(this::train).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Learning from the phrasings failed.", e);
        }
    }

    /** What can be searched now; the caller releases it. */
    Snapshot acquire() {
        Snapshot current = snapshot;
        while (!current.retain()) {
            current = snapshot;
        }
        return current;
    }

    /** Whether nothing can be found. */
    public boolean isEmpty() {
        return entries().isEmpty();
    }

    /** The entries that can be found now. */
    public Map<FaqId, IndexedEntry> entries() {
        return snapshot.entries();
    }

    @Override
    public synchronized void close() {
        try {
            trainer.shutdownNow();
            snapshot.release();
            writer.close();
        } catch (IOException e) {
            throw inMemory(e);
        }
    }

    static UncheckedIOException inMemory(IOException e) {
        return new UncheckedIOException("The search index in memory failed.", e);
    }
}
