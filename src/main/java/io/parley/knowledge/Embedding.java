package io.parley.knowledge;

import java.util.List;

import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives every stored text its vector. An interrupted run leaves nothing undone, since a text without a vector of the
 * current model is found again; two instances at once do some of the work twice, to the same end.
 */
final class Embedding {

    private static final int BATCH = 256;

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
        int done = 0;
        for (int batch = embedBatch(); batch > 0; batch = embedBatch()) {
            done += batch;
            listener.progressed(ImportListener.Step.EMBEDDING, done, Math.max(done, total));
        }
        return done;
    }

    private int embedBatch() {
        List<FaqPhrasings.Unembedded> texts = phrasings.without(embedder.model(), BATCH);
        if (!texts.isEmpty()) {
            List<float[]> vectors = embedder.embedAll(texts.stream().map(FaqPhrasings.Unembedded::text).toList());
            transaction.executeWithoutResult(status -> store(texts, vectors));
        }
        return texts.size();
    }

    private void store(List<FaqPhrasings.Unembedded> texts, List<float[]> vectors) {
        long change = entries.nextChange();
        phrasings.setVectors(texts, vectors, embedder.model());
        entries.touch(texts.stream().map(FaqPhrasings.Unembedded::entry).distinct().toList(), change);
        signal.changed();
    }
}
