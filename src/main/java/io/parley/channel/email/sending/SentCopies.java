package io.parley.channel.email.sending;

import io.parley.channel.email.mailbox.Connections;
import io.parley.channel.email.mailbox.Mailbox;
import io.parley.cluster.Pruning;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Brings what was submitted into the sent folder. The copy of a mail is written down with the fact that it was submitted, and is
 * gone once it lies there, so that it gets there after a crash, or when the mailbox can be reached again.
 */
public final class SentCopies {
    private static final Logger log = LoggerFactory.getLogger(SentCopies.class);
    /** The sender of a mail brings its copy there at once; an older copy was left. */
    private static final Duration LEFT = Duration.ofMinutes(2);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration KEEP = Duration.ofDays(14);
    private static final int AT_ONCE = 50;

    private final JdbcClient jdbc;
    private final Pruning pruning;
    private final SentFolder folder;
    private final Map<String, Instant> looked = new ConcurrentHashMap<>();

    /** Keeps copies in the folder, and in the database what is still to be kept. */
    public SentCopies(JdbcClient jdbc, Pruning pruning, SentFolder folder) {
        this.jdbc = jdbc;
        this.pruning = pruning;
        this.folder = folder;
    }

    private record Copy(long delivery, byte[] mail) {}

    /** The mail server took a mail; written down at once, so that little time is left in which that can be lost. */
    void submitted(long delivery, Mailbox mailbox, MimeMessage mail, Instant now) {
        if (!mailbox.savesSent()) {
            jdbc.sql("update mail_out set submitted_at = ? where delivery_id = ?").param(Timestamp.from(now))
                    .param(delivery).update();
            return;
        }
        jdbc.sql("""
                with submitted as (update mail_out set submitted_at = :now where delivery_id = :delivery)
                insert into mail_copy (delivery_id, mailbox, mail, created_at)
                values (:delivery, :mailbox, :mail, :now) on conflict do nothing""").param("now", Timestamp.from(now))
                .param("delivery", delivery).param("mailbox", mailbox.name()).param("mail", bytes(mail)).update();
    }

    /** Brings the copy of a mail there that was submitted just now. It was sent in any case, so that nothing here fails it. */
    void keep(long delivery, Mailbox mailbox, MimeMessage mail) {
        if (!mailbox.savesSent()) {
            return;
        }
        try {
            folder.add(mailbox, mail);
            forget(delivery);
        } catch (MessagingException e) {
            log.warn("An answer of {} was sent and is put into the sent folder later: {}", mailbox.name(),
                    Connections.explained(e, mailbox.imap()));
        }
    }

    /** Brings those there that were left; looks for them once a minute. */
    public void keepLeft(Mailbox mailbox, Instant now) {
        Instant last = looked.get(mailbox.name());
        if (last != null && last.plus(EVERY).isAfter(now)) {
            return;
        }
        looked.put(mailbox.name(), now);
        pruning.prune("mail_copy", "created_at", now.minus(KEEP));
        try {
            for (Copy copy : left(mailbox, now.minus(LEFT))) {
                keepLeft(copy, mailbox);
            }
        } catch (MessagingException e) {
            log.warn("Answers of {} that were sent cannot be put into the sent folder yet: {}", mailbox.name(),
                    Connections.explained(e, mailbox.imap()));
        }
    }

    /** A process that died may have put it there. */
    private void keepLeft(Copy copy, Mailbox mailbox) throws MessagingException {
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()),
                new ByteArrayInputStream(copy.mail));
        if (!folder.holds(mailbox, mail.getMessageID()).orElse(true)) {
            folder.add(mailbox, mail);
        }
        forget(copy.delivery);
    }

    private List<Copy> left(Mailbox mailbox, Instant before) {
        return jdbc.sql("""
                select delivery_id, mail from mail_copy where created_at < ? and mailbox = ?
                order by created_at limit ?""").param(Timestamp.from(before)).param(mailbox.name()).param(AT_ONCE)
                .query((row, n) -> new Copy(row.getLong(1), row.getBytes(2))).list();
    }

    private void forget(long delivery) {
        jdbc.sql("delete from mail_copy where delivery_id = ?").param(delivery).update();
    }

    private static byte[] bytes(MimeMessage mail) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            mail.writeTo(out);
            return out.toByteArray();
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException("A mail that was submitted can be written", e);
        }
    }
}
