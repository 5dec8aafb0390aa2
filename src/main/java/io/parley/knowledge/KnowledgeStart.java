package io.parley.knowledge;

import io.parley.cluster.StartupPhase;
import org.springframework.context.SmartLifecycle;

/** Makes the FAQ searchable before anything is answered. */
final class KnowledgeStart implements SmartLifecycle {

    private final KnowledgeSettings settings;
    private final StarterFaq starter;
    private final Embedding embedding;
    private final Freshness freshness;
    private volatile boolean running;

    KnowledgeStart(KnowledgeSettings settings, StarterFaq starter, Embedding embedding, Freshness freshness) {
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
        }
        running = true;
    }

    @Override
    public void stop() {
        freshness.close();
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
