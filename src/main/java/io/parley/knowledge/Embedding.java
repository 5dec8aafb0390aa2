package io.parley.knowledge;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives every stored text its vector. An interrupted run leaves nothing undone, since a text without a vector of the
 * current model is found again; two instances at once do some of the work twice, to the same end.
 */
final class Embedding {

    /** Texts that are embedded and stored together: a second's work. */
    private static final int BATCH = 1_024;

    private final FaqEntries entries;
    private final FaqPhrasings phrasings;
    private final Embedder embedder;
    private final TransactionTemplate transaction;
    private final ChangeSignal signal;

    Embedding(FaqEntries entries, FaqPhrasings phrasings, Embedder embedder, TransactionTemplate transaction,
            ChangeSignal signal) {
        this.entries = entries;
        this.phrasings = phrasings;
        this.embedder = embedder;
        this.transaction = transaction;
        this.signal = signal;
    }

    /** Embeds whatever has no vector of the current model, batch by batch, and returns how many texts those were. */
    int embedMissing(ImportListener listener) {
        int total = phrasings.countWithout(embedder.model());
        if (total == 0) {
            return 0;
        }
        try (ExecutorService storing = Executors
                .newSingleThreadExecutor(Thread.ofVirtual().name("faq-storing").factory())) {
            return new Run(listener, total, storing).toTheEnd();
        }
    }

    /** One way through all texts: while vectors are stored, the next ones are made. */
    private final class Run {
        private final ImportListener listener;
        private final int total;
        private final ExecutorService storing;
        private CompletableFuture<?> stored = CompletableFuture.completedFuture(null);
        private int done;
        private int embedding;

        Run(ImportListener listener, int total, ExecutorService storing) {
            this.listener = listener;
            this.total = total;
            this.storing = storing;
        }

        int toTheEnd() {
            List<FaqPhrasings.Unembedded> texts = phrasings.without(embedder.model(), Long.MIN_VALUE, BATCH);
            while (!texts.isEmpty()) {
                List<FaqPhrasings.Unembedded> batch = texts;
                List<float[]> vectors = embedder.embedAll(batch.stream().map(FaqPhrasings.Unembedded::text).toList());
                awaitStored();
                begin(batch, vectors);
                texts = phrasings.without(embedder.model(), batch.getLast().id(), BATCH);
            }
            awaitStored();
            return done;
        }

        /** Within somebody's transaction, only this thread sees the texts. */
        private void begin(List<FaqPhrasings.Unembedded> texts, List<float[]> vectors) {
            embedding = texts.size();
            if (TransactionSynchronizationManager.isActualTransactionActive()) {
                store(texts, vectors);
            } else {
                stored = CompletableFuture.runAsync(
                        () -> transaction.executeWithoutResult(status -> store(texts, vectors)), storing);
            }
        }

        private void awaitStored() {
            try {
                stored.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
            if (embedding > 0) {
                done += embedding;
                embedding = 0;
                listener.progressed(ImportListener.Step.EMBEDDING, done, Math.max(done, total));
            }
        }
    }

    private void store(List<FaqPhrasings.Unembedded> texts, List<float[]> vectors) {
        long change = entries.nextChange();
        phrasings.setVectors(texts, vectors, embedder.model());
        entries.touch(texts.stream().map(FaqPhrasings.Unembedded::entry).distinct().toList(), change);
        signal.changed();
    }
}
