package io.parley.channel.email.receiving;

import io.parley.channel.email.mailbox.Connections;
import io.parley.channel.email.mailbox.EmailSettings;
import io.parley.channel.email.mailbox.MailHealth;
import io.parley.channel.email.mailbox.Mailbox;
import io.parley.channel.email.sending.SentCopies;
import io.parley.channel.email.thread.MailRows;
import io.parley.cluster.DatabaseRetry;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one mailbox until it is interrupted; after any failure it reconnects, with a growing delay. */
public final class MailboxReader {
    private static final Logger log = LoggerFactory.getLogger(MailboxReader.class);
    /** Also the rest after each failure of the database, which is asked for little and may be back at any moment. */
    private static final long FIRST_REST = 500;
    private static final int MOST_DOUBLINGS = 7;

    private final Mailbox mailbox;
    private final EmailSettings settings;
    private final Connections connections;
    private final Intake intake;
    private final LateAnswers late;
    private final SentCopies copies;
    private final MailRows rows;
    private final MailHealth health;
    private final InstantSource clock;
    private int failures;

    /** A reader of one mailbox. */
    public MailboxReader(Mailbox mailbox, EmailSettings settings, Connections connections, Intake intake,
            LateAnswers late, SentCopies copies, MailRows rows, MailHealth health, InstantSource clock) {
        this.mailbox = mailbox;
        this.settings = settings;
        this.connections = connections;
        this.intake = intake;
        this.late = late;
        this.copies = copies;
        this.rows = rows;
        this.health = health;
        this.clock = clock;
    }

    /** The role of the one instance that reads the mailbox. */
    public String role() {
        return "mailbox-" + mailbox.name();
    }

    /** Reads until it is interrupted. A virtual thread does it, since only its waiting for a server can be interrupted. */
    public void run() throws InterruptedException {
        Thread reader = Thread.ofVirtual().name("mail-" + mailbox.name()).start(this::repeat);
        try {
            reader.join();
        } finally {
            reader.interrupt();
            reader.join(Duration.ofSeconds(8));
            health.handsOver(mailbox.name());
        }
    }

    private void repeat() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                read();
            } catch (MessagingException e) {
                fails(Connections.explained(e, mailbox.imap()));
            } catch (RuntimeException e) {
                log.warn("Reading mailbox {} failed", mailbox.name(), e);
                if (DatabaseRetry.isAway(e)) {
                    failures = 0;
                }
                fails("reading failed: " + e.getClass().getSimpleName());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            rest();
        }
    }

    private void read() throws MessagingException, InterruptedException {
        try (IMAPStore store = connections.imap(mailbox, settings.timeout())) {
            FolderReader reader = new FolderReader(mailbox, settings, store, intake, rows, health, clock);
            rows.forget(clock.instant(), settings.keep());
            while (!Thread.currentThread().isInterrupted()) {
                reader.scan();
                health.reads(mailbox.name());
                late.handOver(mailbox.name());
                copies.keepLeft(mailbox, clock.instant());
                failures = 0;
                reader.waitForNews();
            }
        }
    }

    private void fails(String what) {
        if (!Thread.currentThread().isInterrupted()) {
            log.warn("Mailbox {}: {}", mailbox.name(), what);
            health.readingFails(mailbox.name(), what);
        }
    }

    private void rest() {
        long full = FIRST_REST << Math.min(failures++, MOST_DOUBLINGS);
        try {
            Thread.sleep(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
