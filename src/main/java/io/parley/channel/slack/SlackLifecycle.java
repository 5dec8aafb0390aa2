package io.parley.channel.slack;

import io.parley.cluster.StartupPhase;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Starts to receive when everything else stands, and stops first. Slack need not be there for that. */
final class SlackLifecycle implements SmartLifecycle {
    private final List<Runnable> works;
    private volatile List<Thread> threads = List.of();

    /** @param works what is done until it is interrupted */
    SlackLifecycle(List<Runnable> works) {
        this.works = works;
    }

    @Override
    public void start() {
        threads = works.stream().map(work -> Thread.ofVirtual().name("slack").start(work)).toList();
    }

    @Override
    public void stop() {
        threads.forEach(Thread::interrupt);
        threads = List.of();
    }

    @Override
    public boolean isRunning() {
        return !threads.isEmpty();
    }

    @Override
    public int getPhase() {
        return StartupPhase.CHANNELS;
    }
}
