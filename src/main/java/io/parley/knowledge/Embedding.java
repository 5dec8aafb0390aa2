package io.parley.knowledge;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives every stored text its vector. An interrupted run leaves nothing undone, since a text without a vector of the
 * current model is found again; two instances at once do some of the work twice, to the same end.
 */
public final class Embedding {

    /** Texts that the built-in model embeds before they are stored: some tenths of a second's work. */
    static final int BATCH = 512;
    /** Batches that are embedded at the same time, so that the end of one leaves no processor idle. */
    private static final int AT_ONCE = 2;
    /** Batches that are embedded, or wait for it, while others are stored; those are lost when the process is killed. */
    private static final int AHEAD = 3;

    private final FaqEntries entries;
    private final FaqPhrasings phrasings;
    private final Embedder embedder;
    private final TransactionTemplate transaction;
    private final ChangeSignal signal;
    private final int batch;

    /** @param batch how many texts are embedded and stored together */
    Embedding(FaqEntries entries, FaqPhrasings phrasings, Embedder embedder, int batch,
            TransactionTemplate transaction, ChangeSignal signal) {
        this.batch = batch;
        this.entries = entries;
        this.phrasings = phrasings;
        this.embedder = embedder;
        this.transaction = transaction;
        this.signal = signal;
    }

    /** Embeds whatever has no vector of the current model, batch by batch, and returns how many texts those were. */
    int embedMissing(ImportListener listener) {
        if (phrasings.countWithout(embedder.version()) == 0) {
            return 0;
        }
        try (Run run = begin(listener)) {
            return run.toTheEnd();
        }
    }

    /** A run that has embedded nothing yet. */
    public Run begin(ImportListener listener) {
        return new Run(listener);
    }

    /** A batch of texts and the vectors that they get. */
    private record Batch(List<FaqPhrasings.Unembedded> texts, CompletableFuture<List<float[]>> vectors) {}

    /**
     * One way through all texts: while vectors are stored, the next ones are made. All that touches the database happens on
     * the caller's thread, and so within the caller's transaction, if there is one.
     */
    public final class Run implements AutoCloseable {
        private final ImportListener listener;
        private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE,
                Thread.ofPlatform().daemon().name("embedding-", 1).factory());
        private final Deque<Batch> ahead = new ArrayDeque<>();
        private long last = Long.MIN_VALUE;
        private int done;

        private Run(ImportListener listener) {
            this.listener = listener;
        }

        /** Lets some of the texts that are stored by now be embedded beside whatever the caller does next. */
        public void lookAhead() {
            while (ahead.size() < AHEAD) {
                List<FaqPhrasings.Unembedded> texts = phrasings.without(embedder.version(), last, batch);
                if (texts.isEmpty()) {
                    return;
                }
                last = texts.getLast().id();
                ahead.add(new Batch(texts, CompletableFuture.supplyAsync(() -> vectors(texts), threads)));
            }
        }

        /** Embeds and stores everything; returns how many texts. */
        public int toTheEnd() {
            int total = phrasings.countWithout(embedder.version());
            lookAhead();
            while (!ahead.isEmpty()) {
                List<FaqPhrasings.Unembedded> texts = ahead.element().texts;
                List<float[]> vectors = made(ahead.remove());
                lookAhead();
                transaction.executeWithoutResult(status -> store(texts, vectors));
                done += texts.size();
                listener.progressed(ImportListener.Step.EMBEDDING, done, Math.max(done, total));
            }
            return done;
        }

        /** What was not begun is not done any more; what is under way is waited for. */
        @Override
        public void close() {
            ahead.forEach(batch -> batch.vectors.cancel(false));
            threads.close();
        }
    }

    private List<float[]> vectors(List<FaqPhrasings.Unembedded> texts) {
        return embedder.embedAll(texts.stream().map(FaqPhrasings.Unembedded::text).toList());
    }

    private static List<float[]> made(Batch batch) {
        try {
            return batch.vectors.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** A chosen model's vectors change nothing for anybody until the last of them is there, which is looked for. */
    private void store(List<FaqPhrasings.Unembedded> texts, List<float[]> vectors) {
        if (!embedder.version().isBuiltIn()) {
            phrasings.setVectors(texts, vectors, embedder.version());
            return;
        }
        long change = entries.nextChange();
        phrasings.setVectors(texts, vectors, embedder.version());
        entries.touch(texts.stream().map(FaqPhrasings.Unembedded::entry).distinct().toList(), change);
        signal.changed();
    }
}
