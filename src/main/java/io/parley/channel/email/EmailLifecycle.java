package io.parley.channel.email;

import io.parley.channel.email.receiving.MailboxReader;
import io.parley.cluster.LeaderElection;
import io.parley.cluster.StartupPhase;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Starts to read mailboxes when everything else stands, and stops first. One instance reads each. */
final class EmailLifecycle implements SmartLifecycle {
    private final LeaderElection leader;
    private final List<MailboxReader> readers;
    private volatile boolean running;

    EmailLifecycle(LeaderElection leader, List<MailboxReader> readers) {
        this.leader = leader;
        this.readers = readers;
    }

    @Override
    public void start() {
        running = true;
        readers.forEach(reader -> leader.join(reader.role(), reader::run));
    }

    @Override
    public void stop() {
        readers.forEach(reader -> leader.leave(reader.role()));
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
