package io.parley.channel.email.sending;

import io.parley.channel.Capacity;
import io.parley.channel.TransientDeliveryFailure;
import io.parley.channel.calls.CircuitBreaker;
import io.parley.channel.calls.MonotonicClock;
import io.parley.channel.email.mailbox.Mailbox;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * The connections to the mailboxes' SMTP servers: at most a fixed number at once to each, and none while it is out of
 * order.
 */
public final class SmtpLines {
    private static final Duration BUSY = Duration.ofSeconds(1);

    private final int connectionsEach;
    private final Map<String, Line> lines;

    /** @param connectionsEach how many connections one server gets at once, 1 or more */
    public SmtpLines(Collection<Mailbox> mailboxes, int connectionsEach, MonotonicClock clock) {
        this.connectionsEach = connectionsEach;
        this.lines = mailboxes.stream().collect(Collectors.toUnmodifiableMap(Mailbox::name,
                mailbox -> new Line(new Semaphore(connectionsEach), new CircuitBreaker(clock))));
    }

    private record Line(Semaphore connections, CircuitBreaker outage) {}

    /** The sum of the capacities of all servers. */
    public Capacity capacity() {
        return lines.values().stream().map(line -> line.outage().capacity(Capacity.of(connectionsEach)))
                .reduce(Capacity::and).orElse(Capacity.of(1));
    }

    /** How long a mail of a mailbox has to wait; zero for one that is not configured. */
    public Duration leave(String mailbox) {
        Line line = lines.get(mailbox);
        if (line == null) {
            return Duration.ZERO;
        }
        return line.connections().availablePermits() == 0 ? BUSY : line.outage().leave();
    }

    /** Whether a mailbox's server is in order, as far as is known. */
    CircuitBreaker outage(Mailbox mailbox) {
        return line(mailbox).outage();
    }

    /**
     * Does the work on one of the mailbox's connections.
     *
     * @throws TransientDeliveryFailure when all are in use
     */
    void use(Mailbox mailbox, Runnable work) {
        Semaphore connections = line(mailbox).connections();
        if (!connections.tryAcquire()) {
            throw new TransientDeliveryFailure("All connections to the mail server are busy", BUSY);
        }
        try {
            work.run();
        } finally {
            connections.release();
        }
    }

    private Line line(Mailbox mailbox) {
        return Objects.requireNonNull(lines.get(mailbox.name()));
    }
}
