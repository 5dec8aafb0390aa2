package io.parley.knowledge;

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
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This instance's copy of the FAQ, in memory and ready to search. Changes are applied by one thread at a time; searches
 * go on meanwhile in what was there before.
 */
final class FaqIndex implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FaqIndex.class);
    private static final int BUFFER_MEGABYTES = 256;
    /** Phrasings times entries up to which learning takes a moment only and is waited for. */
    private static final long QUICKLY_LEARNED = 50_000;

    /** Changes often come in a row, such as the batches of an import. */
    private static final Duration PAUSE_BEFORE_LEARNING = Duration.ofSeconds(2);
    /** After learning, so many times as long nothing is learned: where changes do not cease, a processor has other work. */
    private static final int REST = 4;

    private final Predicate<String> isWord;
    private final IndexWriter writer;
    private final Map<FaqId, IndexedEntry> entries = new HashMap<>();
    private final ScheduledExecutorService trainer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("faq-training").factory());
    private final Set<FaqId> changedSinceTraining = new HashSet<>();
    private boolean isTrainingPlanned;
    private long nanosOfTraining;
    private volatile Snapshot snapshot;

    /**
     * @param isWord whether a lower-case word needs no correction, whatever the FAQ holds
     */
    FaqIndex(Predicate<String> isWord) {
        this.isWord = isWord;
        try {
            IndexWriterConfig config = new IndexWriterConfig(IndexFields.analyzer());
            config.setRAMBufferSizeMB(BUFFER_MEGABYTES);
            config.setMergePolicy(new TieredMergePolicy().setForceMergeDeletesPctAllowed(0));
            writer = new IndexWriter(new ByteBuffersDirectory(), config);
            snapshot = new Snapshot(DirectoryReader.open(writer), Map.of(), Lessons.none(isWord));
        } catch (IOException e) {
            throw inMemory(e);
        }
    }

    /** Puts the entries as they are now in the place of what was known of them. */
    synchronized void apply(Collection<IndexedEntry> changed) {
        try {
            Lessons before = snapshot.lessons();
            CompletableFuture<Lessons> rough = CompletableFuture.supplyAsync(() -> before.with(changed));
            for (IndexedEntry entry : changed) {
                replace(entry);
            }
            publish(changed, rough);
        } catch (IOException e) {
            throw inMemory(e);
        }
    }

    /** Forgets everything else. */
    synchronized void replaceAll(Collection<IndexedEntry> all) {
        try {
            writer.deleteAll();
            entries.clear();
            apply(all);
        } catch (IOException e) {
            throw inMemory(e);
        }
    }

    private void replace(IndexedEntry indexed) throws IOException {
        FaqEntry entry = indexed.entry();
        if (entries.containsKey(entry.id())) {
            writer.deleteDocuments(IndexFields.allOf(entry.id()));
        }
        if (entry.state() == FaqEntry.State.RETIRED || indexed.phrasings().isEmpty()) {
            entries.remove(entry.id());
            return;
        }
        entries.put(entry.id(), indexed);
        writer.addDocument(IndexFields.about(entry, indexed.phrasings().getFirst().id()));
        for (Phrasing phrasing : indexed.phrasings()) {
            if (phrasing.asks()) {
                writer.addDocument(IndexFields.of(phrasing));
            }
        }
    }

    /**
     * @param rough what is known of the changed ones until they are learned
     */
    private void publish(Collection<IndexedEntry> changed, CompletableFuture<Lessons> rough) throws IOException {
        Map<FaqId, IndexedEntry> all = Map.copyOf(entries);
        if (isQuicklyLearned(all.values())) {
            // Words are counted in deleted documents, too, and in a small FAQ each one tells.
            writer.forceMergeDeletes();
            publish(all, Lessons.of(all.values(), isWord));
        } else {
            changed.forEach(entry -> changedSinceTraining.add(entry.entry().id()));
            publish(all, rough.join());
            planTraining();
        }
    }

    private void planTraining() {
        if (!isTrainingPlanned && !trainer.isShutdown()) {
            isTrainingPlanned = true;
            long pause = Math.max(PAUSE_BEFORE_LEARNING.toNanos(), REST * nanosOfTraining);
            var _ = trainer.schedule(this::trainAsPlanned, pause, TimeUnit.NANOSECONDS);
        }
    }

    private void trainAsPlanned() {
        long begin = System.nanoTime();
        trainOrSay();
        synchronized (this) {
            nanosOfTraining = System.nanoTime() - begin;
            isTrainingPlanned = false;
            if (!changedSinceTraining.isEmpty()) {
                planTraining();
            }
        }
    }

    private void publish(Map<FaqId, IndexedEntry> all, Lessons lessons) throws IOException {
        Snapshot before = snapshot;
        snapshot = new Snapshot(DirectoryReader.open(writer), all, lessons);
        before.release();
    }

    private static boolean isQuicklyLearned(Collection<IndexedEntry> all) {
        long phrasings = all.stream().mapToLong(entry -> entry.phrasings().size()).sum();
        return phrasings * all.size() <= QUICKLY_LEARNED;
    }

    private void trainOrSay() {
        try {
            train();
        } catch (RuntimeException | Error e) {
            log.error("Learning from the phrasings failed; searches go on with what was learned before", e);
        }
    }

    /** Learns while searches and changes go on; what changed meanwhile is added roughly, and learned in the next run. */
    private void train() {
        Map<FaqId, IndexedEntry> all;
        synchronized (this) {
            if (changedSinceTraining.isEmpty()) {
                return;
            }
            changedSinceTraining.clear();
            all = snapshot.entries();
        }
        Lessons lessons = Lessons.of(all.values(), isWord);
        synchronized (this) {
            try {
                if (!writer.isOpen()) {
                    return;
                }
                publish(snapshot.entries(), lessons.with(missedBy(all)));
            } catch (IOException e) {
                throw inMemory(e);
            }
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
    void awaitTraining() {
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

    /** The entries that can be found now. */
    Map<FaqId, IndexedEntry> entries() {
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
