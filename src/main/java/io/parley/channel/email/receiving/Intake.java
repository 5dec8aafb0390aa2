package io.parley.channel.email.receiving;

import io.parley.channel.Address;
import io.parley.channel.InboundSink;
import io.parley.channel.RawEvent;
import io.parley.channel.email.mailbox.Mailbox;
import io.parley.channel.email.mailbox.Place;
import io.parley.channel.email.mailbox.Position;
import io.parley.channel.email.message.Incoming;
import io.parley.channel.email.message.UnreadableMail;
import io.parley.channel.email.receiving.Understanding.Read;
import io.parley.channel.email.thread.Envelope;
import io.parley.channel.email.thread.Envelope.Decision;
import io.parley.channel.email.thread.MailAddress;
import io.parley.channel.email.thread.MailRows;
import io.parley.channel.email.thread.MailThreads;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Stores a mail as it came, with what was decided about it, and how far its folder is read: all or nothing of it. A mail is read
 * before that, outside the transaction.
 */
public final class Intake {
    private static final Logger log = LoggerFactory.getLogger(Intake.class);
    private static final int LONGEST_KEY = 250;
    /** The decisions by which a mail becomes part of its thread. */
    private static final Set<Decision> WRITTEN = Set.of(Decision.QUESTION, Decision.REJECTION, Decision.KEPT);

    private final MailRows rows;
    private final Tries tries;
    private final MailThreads threads;
    private final MailClassifier decisions;
    private final InboundSink sink;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    /** Stores mails in the inbox, once each is understood. */
    public Intake(MailRows rows, Tries tries, MailThreads threads, MailClassifier decisions, InboundSink sink,
            TransactionOperations transaction, InstantSource clock) {
        this.rows = rows;
        this.tries = tries;
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
     * @param next the mail that is taken at once when this one is stored; null: none
     * @return whether it was taken as something to act on, rather than left aside
     * @throws Tries.ReadingFailed when it is to be taken again
     */
    boolean take(Mailbox mailbox, Place place, byte[] bytes, Instant arrivedAt, Position position, @Nullable Place next)
            throws InterruptedException {
        try {
            Read read = tries.read(mailbox, place, bytes);
            return take(place, read.mail().identity(), bytes, position, next,
                    now -> decided(mailbox, place, read, arrivedAt, position, now));
        } catch (UnreadableMail e) {
            log.warn("A mail in {} (UID {}) is put aside: {}", place.mailbox(), place.uid(), e.getMessage());
            String identity = Incoming.hash(new String(bytes, StandardCharsets.ISO_8859_1));
            return take(place, identity, bytes, position, next,
                    now -> List.of(quarantined(place, identity, e.getMessage(), arrivedAt, now)));
        }
    }

    private boolean take(Place place, String identity, byte[] bytes, Position position, @Nullable Place next,
            Function<Instant, List<Envelope>> meaning) {
        Boolean taken = transaction.execute(s -> {
            boolean known = rows.knowsPlace(place) || (position.isCompared() && rows.move(identity, place));
            boolean acted = known ? rows.isToFile(place) : store(place, bytes, meaning);
            rows.setPosition(place.mailbox(), place.folder(), position);
            tries.done(place, next);
            return acted;
        });
        if (next != null) {
            tries.noted(next);
        }
        return Boolean.TRUE.equals(taken);
    }

    private boolean store(Place place, byte[] bytes, Function<Instant, List<Envelope>> meaning) {
        Instant now = clock.instant();
        List<Envelope> envelopes = meaning.apply(now);
        sink.store(events(place, envelopes, bytes, now));
        Decision decision = envelopes.getFirst().decision();
        return decision != Decision.KEPT && decision != Decision.NOT_ANSWERED && decision != Decision.QUARANTINED;
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

    private Envelope quarantined(Place place, String identity, @Nullable String reason, Instant arrivedAt,
            Instant now) {
        Envelope envelope = new Envelope(Decision.QUARANTINED, null, null, null, null, null, reason, arrivedAt);
        rows.addUnreadable(place, identity, envelope, now);
        return envelope;
    }

    private List<Envelope> decided(Mailbox mailbox, Place place, Read read, Instant arrivedAt, Position position,
            Instant now) {
        Incoming mail = read.mail();
        Envelope envelope = decisions.on(mailbox, read, arrivedAt, position, now);
        String address = envelope.address();
        boolean writes = WRITTEN.contains(envelope.decision());
        if (writes && address != null) {
            threads.seen(MailAddress.of(new Address(MailAddress.EMAIL, address)), read.person(), mail.subject(), now);
        }
        String id = envelope.messageId() == null ? mail.messageId() : envelope.messageId();
        rows.add(place, mail, id, envelope, read.sender(), now);
        return decisions.apart(envelope, read, now);
    }
}
