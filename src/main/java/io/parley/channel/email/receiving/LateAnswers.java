package io.parley.channel.email.receiving;

import io.parley.channel.InboundSink;
import io.parley.channel.RawEvent;
import io.parley.channel.email.thread.Envelope;
import io.parley.channel.email.thread.MailQuestions;
import io.parley.channel.email.thread.MailRows;
import io.parley.channel.email.thread.MailRows.Sent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Bounds the wait of an answer for the other answers to the same mail. If one of several questions has no answer in
 * time, an agent is asked for; the mail that says so contains the answers that are ready.
 */
public final class LateAnswers {
    static final Duration PATIENCE = Duration.ofMinutes(10);
    /** The age from which a late answer is left to the operators: handing it over has failed for a day. */
    private static final Duration EARLIEST = Duration.ofDays(1);

    private final MailRows rows;
    private final MailQuestions severalAsked;
    private final InboundSink sink;
    private final InstantSource clock;

    /** Looks at these rows and questions; what it finds goes into the inbox. */
    public LateAnswers(MailRows rows, MailQuestions severalAsked, InboundSink sink, InstantSource clock) {
        this.rows = rows;
        this.severalAsked = severalAsked;
        this.sink = sink;
        this.clock = clock;
    }

    /** Asks for a person wherever answers of a mailbox have waited too long; once for each thread and answer. */
    void handOver(String mailbox) {
        Instant now = clock.instant();
        List<RawEvent> events = severalAsked.waiting(mailbox, now.minus(EARLIEST), now.minus(PATIENCE)).stream()
                .flatMap(delivery -> rows.sentByDelivery(delivery).stream()).map(sent -> personWanted(sent, now))
                .toList();
        if (!events.isEmpty()) {
            sink.store(events);
        }
    }

    private static RawEvent personWanted(Sent sent, Instant now) {
        return Envelope.pressing(sent, "person", "late/" + sent.delivery(), now);
    }
}
