package io.parley.correction;

import static java.util.Objects.requireNonNull;

import io.parley.audit.Audit;
import io.parley.audit.Deed;
import io.parley.conversation.Replies;
import io.parley.correction.Recipient.State;
import io.parley.correction.Recipient.Unreached;
import io.parley.correction.RecipientRows.Place;
import io.parley.correction.RecipientRows.Row;
import io.parley.knowledge.faq.EntryCorrected;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Wrong answers and those who got them. Who is to be told is written down at once; each is told in a transaction of its own, the
 * first within the call and the others by a task that goes on where it was when a process died.
 */
@Component
public class Corrections {
    private static final Logger log = LoggerFactory.getLogger(Corrections.class);
    private static final int TIMEOUT_SECONDS = 60;
    /** So many are told within the call by which somebody sends it. */
    private static final int AT_ONCE = 50;
    private static final int BATCH = 200;

    private final CorrectionRows rows;
    private final RecipientRows recipients;
    private final CorrectionSender sender;
    private final Reach reach;
    private final Audit audit;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    Corrections(CorrectionRows rows, RecipientRows recipients, CorrectionSender sender, Reach reach, Audit audit,
            InstantSource clock, PlatformTransactionManager transactions) {
        this.rows = rows;
        this.recipients = recipients;
        this.sender = sender;
        this.reach = reach;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setTimeout(TIMEOUT_SECONDS);
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void onCorrected(EntryCorrected entry) {
        rows.add(entry, clock.instant());
    }

    /** Those before one, the newest first. */
    public List<Correction> before(long id, int most) {
        return rows.before(id, most);
    }

    /** A correction; empty when there is none of that id. */
    public Optional<Correction> find(long id) {
        return rows.find(id);
    }

    /** The newest correction of an entry; empty when there is none. */
    public Optional<Correction> newestOf(String entry) {
        return rows.newestOf(entry).flatMap(rows::find);
    }

    /** How many conversations got what a correction puts right. */
    public int count(long id) {
        return recipients.count(id);
    }

    /** Conversations that got what a correction puts right, in the order of their ids, after one. */
    public List<Recipient> recipients(long id, long after, int most) {
        List<Row> found = recipients.after(id, after, most);
        Map<Long, Unreached> unreached = reach.unreached(found.stream().map(Row::place).toList());
        return found.stream().map(row -> recipient(row, unreached.get(row.place().conversation()))).toList();
    }

    private Recipient recipient(Row row, @Nullable Unreached now) {
        Place place = row.place();
        State state = state(row);
        return new Recipient(place.conversation(), place.address().channel().value(), row.participant(),
                row.name() == null && now != Unreached.ERASED ? reach.shown(place.address()).orElse(null) : row.name(),
                row.ticket(), row.at(), state,
                state == State.SENT || state == State.FAILED ? null : now);
    }

    private static State state(Row row) {
        String told = row.told();
        if (told == null) {
            return State.OPEN;
        }
        return row.failed() ? State.FAILED : State.valueOf(told.toUpperCase(Locale.ROOT));
    }

    /**
     * Tells conversations what is right; each that was told already, or cannot be reached, is left alone.
     *
     * @param text what they are told below the lead
     * @param chosen the conversations; null: all
     * @param by a login, or a key's name
     * @return the correction as it stands then; empty when there is none of that id
     */
    public Optional<Correction> send(long id, String text, @Nullable List<Long> chosen, String by) {
        Optional<Correction> correction = rows.find(id);
        correction.ifPresent(one -> {
            int wanted = requireNonNull(transaction.execute(status -> write(one, text, chosen, by)));
            if (wanted > 0) {
                sendSome(id, 0, AT_ONCE);
            }
        });
        return correction.flatMap(one -> rows.find(id));
    }

    private int write(Correction correction, String text, @Nullable List<Long> chosen, String by) {
        rows.lock(correction.id());
        int wanted = chosen == null
                ? recipients.addAll(correction.id(), clock.instant())
                : recipients.add(correction.id(), chosen, clock.instant());
        if (wanted > 0) {
            rows.setText(correction.id(), Replies.kept(text), by, clock.instant());
            audit.add(by, Deed.ANSWER_CORRECTED, correction.entry(), "conversations: " + wanted);
        }
        return wanted;
    }

    /** Tells all who are still to be told. */
    public void run() {
        for (long id : recipients.unfinished()) {
            long last = 0;
            do {
                last = sendSome(id, last, BATCH);
            } while (last > 0 && !Thread.currentThread().isInterrupted());
        }
    }

    /** Gives the last conversation of a full batch; 0 when there are no more behind it. */
    private long sendSome(long id, long after, int most) {
        List<Long> due = recipients.due(id, after, most);
        due.forEach(conversation -> sendOne(id, conversation));
        return due.size() < most ? 0 : due.getLast();
    }

    private void sendOne(long id, long conversation) {
        try {
            sender.send(id, conversation);
        } catch (RuntimeException e) {
            log.warn("Conversation {} is told of correction {} later: {}", conversation, id, e.getClass().getName());
            recipients.failed(id, conversation, clock.instant());
        }
    }
}
