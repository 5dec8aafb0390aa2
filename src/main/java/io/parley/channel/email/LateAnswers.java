package io.parley.channel.email;

import io.parley.channel.InboundSink;
import io.parley.channel.RawEvent;
import io.parley.channel.email.MailRows.Sent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Lets no answer wait for ever for another one to the same mail. Where one of several questions has no answer in time, a person
 * is asked for; the mail that says so takes along what is there.
 */
final class LateAnswers {
    static final Duration PATIENCE = Duration.ofMinutes(10);
    /** What could not be handed over within a day stays for who looks after the inbox. */
    private static final Duration EARLIEST = Duration.ofDays(1);

    private final MailRows rows;
    private final MailQuestions severalAsked;
    private final InboundSink sink;
    private final InstantSource clock;

    LateAnswers(MailRows rows, MailQuestions severalAsked, InboundSink sink, InstantSource clock) {
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
