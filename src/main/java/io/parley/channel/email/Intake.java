package io.parley.channel.email;

import io.parley.channel.InboundSink;
import io.parley.channel.RawEvent;
import io.parley.channel.email.Body.Part;
import io.parley.channel.email.Envelope.Decision;
import io.parley.channel.email.MailRows.Place;
import io.parley.channel.email.MailRows.Position;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/** Stores a mail as it came, with what was decided about it, and how far its folder is read: all or nothing of it. */
final class Intake {
    private static final Logger log = LoggerFactory.getLogger(Intake.class);
    private static final int LONGEST_KEY = 250;

    private final MailRows rows;
    private final MailThreads threads;
    private final Decisions decisions;
    private final InboundSink sink;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    Intake(MailRows rows, MailThreads threads, Decisions decisions, InboundSink sink,
            TransactionOperations transaction, InstantSource clock) {
        this.rows = rows;
        this.threads = threads;
        this.decisions = decisions;
        this.sink = sink;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Takes a mail.
     *
     * @param bytes the mail, or its beginning if it is too large
     * @param arrivedAt when the mail server got it
     * @param position how far the folder is read with this mail
     * @return whether it was taken as something to act on, rather than left aside
     */
    boolean take(Mailbox mailbox, Place place, byte[] bytes, Instant arrivedAt, Position position) {
        Boolean taken = transaction.execute(s -> {
            boolean acted = !rows.knowsPlace(place) && store(mailbox, place, bytes, arrivedAt, position);
            rows.setPosition(place.mailbox(), place.folder(), position);
            return acted;
        });
        return Boolean.TRUE.equals(taken);
    }

    private boolean store(Mailbox mailbox, Place place, byte[] bytes, Instant arrivedAt, Position position) {
        Instant now = clock.instant();
        List<Envelope> envelopes;
        try {
            envelopes = understood(mailbox, place, bytes, arrivedAt, position, now);
        } catch (UnreadableMail e) {
            log.warn("A mail in {} (UID {}) cannot be read and is put aside", place.mailbox(), place.uid());
            envelopes = List.of(quarantined(e.getMessage(), arrivedAt));
            rows.addUnreadable(place, Incoming.hash(place.toString()), envelopes.getFirst(), now);
        }
        sink.store(events(place, envelopes, bytes, now));
        Decision decision = envelopes.getFirst().decision();
        return decision != Decision.NOT_ANSWERED && decision != Decision.QUARANTINED;
    }

    /** One event for each envelope; the mail itself stands in the first one, its header in the others. */
    private static List<RawEvent> events(Place place, List<Envelope> envelopes, byte[] bytes, Instant now) {
        String path = place.mailbox() + "/" + place.folder() + "/" + place.uidValidity() + "/" + place.uid();
        String key = path.length() <= LONGEST_KEY ? path : Incoming.hash(path);
        List<RawEvent> events = new ArrayList<>();
        for (Envelope envelope : envelopes) {
            boolean first = events.isEmpty();
            String order = envelope.thread() == null ? place.mailbox() : envelope.thread();
            events.add(new RawEvent(MailAddress.EMAIL, first ? key : key + "#" + events.size(), order,
                    envelope.around(first ? bytes : Incoming.headerOf(bytes)), now));
        }
        return events;
    }

    /** A mail in which nothing can be found, or that breaks what reads it. */
    private static final class UnreadableMail extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableMail(String reason) {
            super(reason);
        }
    }

    private static Envelope quarantined(@Nullable String reason, Instant arrivedAt) {
        return new Envelope(Decision.QUARANTINED, null, null, null, null, null, reason, arrivedAt);
    }

    private List<Envelope> understood(Mailbox mailbox, Place place, byte[] bytes, Instant arrivedAt, Position position,
            Instant now) throws UnreadableMail {
        Incoming mail;
        List<Part> parts;
        Decisions.Read read;
        try {
            mail = Incoming.of(bytes).orElseThrow(() -> new UnreadableMail("it has no header"));
            parts = Body.parts(mail);
            read = decisions.read(mail, parts);
        } catch (RuntimeException | StackOverflowError e) {
            log.debug("Reading failed", e);
            throw new UnreadableMail("it cannot be read: " + e.getClass().getSimpleName());
        }
        Envelope envelope = decisions.on(mailbox, mail, parts, read, arrivedAt, position, now);
        if (envelope.decision() == Decision.QUESTION && envelope.thread() != null) {
            threads.seen(envelope.thread(), mailbox, read.person(), mail.subject(), now);
        }
        String id = envelope.messageId() == null ? mail.messageId() : envelope.messageId();
        rows.add(place, mail, id, envelope, now);
        return decisions.apart(envelope, read, now);
    }
}
