package io.parley.knowledge;

import io.parley.cluster.LeaderElection;
import io.parley.cluster.StartupPhase;
import io.parley.knowledge.embedding.Embedding;
import io.parley.knowledge.faq.ImportListener;
import io.parley.knowledge.search.ChosenIndex;
import io.parley.knowledge.search.Freshness;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Makes the FAQ searchable before anything is answered. */
final class KnowledgeStart implements SmartLifecycle {

    private final KnowledgeSettings settings;
    private final StarterFaq starter;
    private final Embedding embedding;
    private final Freshness freshness;
    private final @Nullable ChosenIndex chosen;
    private final LeaderElection election;
    private volatile boolean running;

    /** @param chosen begins when the FAQ can be searched; null when there is no such index, or it is not needed here */
    KnowledgeStart(KnowledgeSettings settings, StarterFaq starter, Embedding embedding, Freshness freshness,
            @Nullable ChosenIndex chosen, LeaderElection election) {
        this.chosen = chosen;
        this.election = election;
        this.settings = settings;
        this.starter = starter;
        this.embedding = embedding;
        this.freshness = freshness;
    }

    @Override
    public void start() {
        starter.importIfEmpty();
        if (settings.indexing()) {
            embedding.embedMissing(ImportListener.SILENT);
            freshness.start();
            if (chosen != null) {
                chosen.start(election);
            }
        }
        running = true;
    }

    @Override
    public void stop() {
        freshness.close();
        if (chosen != null) {
            chosen.stop(election);
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return StartupPhase.KNOWLEDGE;
    }
}
