package io.parley.channel.telegram;

import io.parley.cluster.LeaderElection;
import io.parley.cluster.StartupPhase;
import org.springframework.context.SmartLifecycle;

/** Starts to receive when everything else stands, and stops first. Telegram need not be there for that. */
final class TelegramLifecycle implements SmartLifecycle {
    static final String ROLE = "telegram";

    private final LeaderElection leader;
    private final LeaderElection.Work work;
    private final BotIdentity introduction;
    private volatile Thread learning = new Thread();
    private volatile boolean running;

    TelegramLifecycle(LeaderElection leader, LeaderElection.Work work, BotIdentity introduction) {
        this.leader = leader;
        this.work = work;
        this.introduction = introduction;
    }

    @Override
    public void start() {
        running = true;
        learning = Thread.ofVirtual().name("telegram-introduction").start(introduction::learnName);
        leader.join(ROLE, work);
    }

    @Override
    public void stop() {
        learning.interrupt();
        leader.leave(ROLE);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return StartupPhase.CHANNELS;
    }
}
