package io.parley.database;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Starts the embedded PostgreSQL as soon as the settings are known, on a thread of its own, since nearly everything waits for
 * it and there is much else to be put together meanwhile.
 */
final class EarlyDatabase implements BeanFactoryPostProcessor, DisposableBean {

    private final CompletableFuture<EmbeddedDatabase> database;
    private volatile boolean isTaken;

    EarlyDatabase(DatabaseSettings settings) {
        DataDirectory data = new DataDirectory(settings.dataDir());
        database = CompletableFuture.supplyAsync(
                () -> settings.serving() ? EmbeddedDatabase.own(data) : EmbeddedDatabase.attachOrOwn(data),
                task -> Thread.ofPlatform().name("database-start").start(task));
    }

    /** The database once it runs; the caller closes it. */
    EmbeddedDatabase database() {
        try {
            EmbeddedDatabase running = database.join();
            isTaken = true;
            return running;
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Being one of those makes it begin before all other beans. */
    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        // Its making is all that it takes.
    }

    /** Stops what nobody took, since the application failed before. */
    @Override
    public void destroy() {
        if (!isTaken) {
            database.handle((running, failure) -> running).thenAccept(running -> {
                if (running != null) {
                    running.close();
                }
            }).join();
        }
    }
}
