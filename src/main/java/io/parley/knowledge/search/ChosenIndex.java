package io.parley.knowledge.search;

import io.parley.cluster.LeaderElection;
import io.parley.knowledge.embedding.ChosenModel;
import io.parley.knowledge.embedding.Embedding;
import io.parley.knowledge.embedding.EmbeddingFailed;
import io.parley.knowledge.embedding.EmbeddingFault;
import io.parley.knowledge.embedding.EmbeddingHealth;
import io.parley.knowledge.faq.FaqEntries;
import io.parley.knowledge.faq.FaqPhrasings;
import io.parley.knowledge.faq.ImportListener;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * The FAQ by the chosen model's vectors, beside the one by the built-in model's. One instance at a time embeds what has no
 * vector of the chosen model, batch by batch, and goes on there when it was interrupted. As soon as nothing is left, each
 * instance builds its index of them; it serves as long as it is complete.
 */
public final class ChosenIndex implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ChosenIndex.class);
    private static final String ROLE = "embedding";
    private static final Duration PACE = Duration.ofMillis(500);

    private final ChosenModel model;
    private final FaqPhrasings phrasings;
    private final Embedding embedding;
    private final FaqIndexes indexes;
    private final Freshness freshness;
    private final ExponentialBackOff backOff = new ExponentialBackOff(1_000, 2);

    /**
     * @param embedding embeds by the chosen model
     * @param indexes   that nobody else fills
     * @param oneView   a read-only transaction in which all statements see the same data
     */
    public ChosenIndex(ChosenModel model, FaqEntries entries, FaqPhrasings phrasings, Embedding embedding,
            FaqIndexes indexes, TransactionTemplate oneView) {
        this.model = model;
        this.phrasings = phrasings;
        this.embedding = embedding;
        this.indexes = indexes;
        this.freshness = new Freshness(entries, phrasings, model.version(), indexes, oneView, this::missing);
        backOff.setMaxInterval(60_000);
        backOff.setJitter(500);
    }

    /** Begins to embed and to follow the database; nobody waits for it. */
    public void start(LeaderElection election) {
        model.reopen();
        freshness.startBeside();
        election.join(ROLE, this::embedForEver);
    }

    /** Ends what it does, calls under way included. */
    public void stop(LeaderElection election) {
        model.breakOff();
        election.leave(ROLE);
        freshness.close();
    }

    /** Whether all of the FAQ has its vectors, and this instance's index holds them. */
    public boolean isComplete() {
        return freshness.isReady() && freshness.left() == 0;
    }

    /** Returns the index of what the bot answers with, by the chosen model's vectors. */
    public FaqIndex answers() {
        return indexes.answers();
    }

    /** Returns the model whose vectors are indexed. */
    public ChosenModel model() {
        return model;
    }

    /** Looks whether all is embedded, and brings the index up to that. */
    void catchUp() {
        freshness.catchUp();
    }

    /** Vectors of another length than the model gives are as good as none. */
    private int missing() {
        boolean fits = phrasings.dimension(model.version()).map(model::fits).orElse(true);
        return Math.max(phrasings.countWithout(model.version()), fits ? 0 : 1);
    }

    /** As this instance knows it. */
    public EmbeddingHealth health() {
        return new EmbeddingHealth(model.version().model(), isComplete() && model.fault() == null, freshness.left(),
                model.fault());
    }

    /** As the database and the model say now. */
    public EmbeddingHealth examine() {
        int left = missing();
        EmbeddingFault fault = model.examine();
        return new EmbeddingHealth(model.version().model(), left == 0 && fault == null, left, fault);
    }

    private void embedForEver() throws InterruptedException {
        BackOffExecution pauses = backOff.start();
        while (true) {
            if (embedsAll()) {
                pauses = backOff.start();
                Thread.sleep(PACE);
            } else {
                Thread.sleep(Duration.ofMillis(pauses.nextBackOff()));
            }
        }
    }

    /** Whether nothing failed. */
    boolean embedsAll() {
        try {
            phrasings.dimension(model.version()).ifPresent(model::fits);
            embedding.embedMissing(ImportListener.SILENT);
            return true;
        } catch (EmbeddingFailed e) {
            log.warn("The embedding model {} fails ({}); the built-in one serves, and it is tried again",
                    model.version().model(), e.fault());
            return false;
        } catch (RuntimeException e) {
            log.warn("The FAQ could not be embedded by {}; it is tried again: {}", model.version().model(),
                    e.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        indexes.close();
    }
}
