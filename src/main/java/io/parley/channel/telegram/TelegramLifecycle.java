package io.parley.channel.telegram;

import io.parley.cluster.Leader;
import io.parley.cluster.Phases;
import org.springframework.context.SmartLifecycle;

/** Starts to receive when everything else stands, and stops first. Telegram need not be there for that. */
final class TelegramLifecycle implements SmartLifecycle {
    static final String ROLE = "telegram";

    private final Leader leader;
    private final Leader.Work work;
    private final Introduction introduction;
    private volatile Thread learning = new Thread();
    private volatile boolean running;

    TelegramLifecycle(Leader leader, Leader.Work work, Introduction introduction) {
        this.leader = leader;
        this.work = work;
        this.introduction = introduction;
    }

    @Override
    public void start() {
        running = true;
        learning = Thread.ofVirtual().name("telegram-introduction").start(introduction::learnName);
        leader.campaign(ROLE, work);
    }

    @Override
    public void stop() {
        learning.interrupt();
        leader.resign(ROLE);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Phases.CHANNELS;
    }
}
