package io.parley.channel.email.sending;

import io.parley.channel.Delivery;
import io.parley.channel.DeliveryFailure;
import io.parley.channel.DeliveryStatus;
import io.parley.channel.PermanentDeliveryFailure;
import io.parley.channel.Receipt;
import io.parley.channel.TransientDeliveryFailure;
import io.parley.channel.UnknownDeliveryFailure;
import io.parley.channel.email.mailbox.Connections;
import io.parley.channel.email.mailbox.MailHealth;
import io.parley.channel.email.mailbox.Mailbox;
import io.parley.channel.email.thread.MailAddress;
import io.parley.channel.email.thread.MailDraft;
import io.parley.channel.email.thread.MailKey;
import io.parley.channel.email.thread.MailQuestions;
import io.parley.channel.email.thread.MailRows;
import io.parley.channel.email.thread.MailRows.Sent;
import io.parley.channel.email.thread.MailRows.Shown;
import io.parley.channel.email.thread.OutgoingId;
import io.parley.cluster.DatabaseRetry;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** Hands mails in over SMTP, and says how a failure has to be understood. */
public final class SmtpSender {
    private final Map<String, Mailbox> mailboxes;
    private final Connections connections;
    private final Composer composer;
    private final MailRows rows;
    private final MailQuestions severalAsked;
    private final MailKey key;
    private final SentFolder sentFolder;
    private final SentCopies copies;
    private final MailHealth health;
    private final InstantSource clock;
    private final DatabaseRetry database;
    private final SmtpLines lines;

    /** A sender for these mailboxes, by name. */
    public SmtpSender(Map<String, Mailbox> mailboxes, Connections connections, Composer composer, MailRows rows,
            MailQuestions severalAsked, MailKey key, SentFolder sentFolder, SentCopies copies, MailHealth health,
            InstantSource clock, DatabaseRetry database, SmtpLines lines) {
        this.mailboxes = mailboxes;
        this.connections = connections;
        this.composer = composer;
        this.rows = rows;
        this.severalAsked = severalAsked;
        this.key = key;
        this.sentFolder = sentFolder;
        this.copies = copies;
        this.health = health;
        this.clock = clock;
        this.database = database;
        this.lines = lines;
    }

    /** Hands in a mail. */
    public Receipt deliver(Delivery delivery) {
        MailAddress to = MailAddress.of(delivery.address());
        Mailbox mailbox = mailbox(to);
        return switch (delivery.action()) {
            case SEND -> send(delivery, to, mailbox, null);
            case UPDATE -> send(delivery, to, mailbox, delivery.target());
            case DELETE -> throw new PermanentDeliveryFailure("A mail that was sent cannot be taken back", false);
        };
    }

    private Mailbox mailbox(MailAddress to) {
        Mailbox mailbox = mailboxes.get(to.mailbox());
        if (mailbox == null) {
            throw new TransientDeliveryFailure("The mailbox " + to.mailbox() + " is not configured at present", null);
        }
        return mailbox;
    }

    /** The id of a delivery's mail, the same at each try. */
    private String idOf(Delivery delivery, MailAddress to, Mailbox mailbox) {
        String mark = key.mark(delivery.id() + " " + to.thread());
        return OutgoingId.of(delivery.id(), to.thread(), mark, mailbox.domain());
    }

    private Receipt send(Delivery delivery, MailAddress to, Mailbox mailbox, @Nullable String replaced) {
        MailDraft letter = MailDraft.read(delivery.payload());
        String id = idOf(delivery, to, mailbox);
        database.untilDone(() -> rows.addSent(new Sent(delivery.id(), id, mailbox.name(), to.thread(), to.recipient(),
                letter.answerId(), letter.source().word(), ""), new Shown(letter.spoken(), letter.choices()),
                clock.instant()));
        String question = letter.inReplyTo();
        if (question != null && MailQuestions.waits(question)) {
            database.untilDone(() -> severalAsked.keep(question, delivery.id(), delivery.payload()));
            return new Receipt(id);
        }
        MimeMessage mail = database.untilDone(() -> compose(delivery, letter, to, mailbox, id, replaced));
        handIn(mail, mailbox);
        database.untilDone(() -> copies.submitted(delivery.id(), mailbox, mail, clock.instant()));
        health.sends(mailbox.name());
        copies.keep(delivery.id(), mailbox, mail);
        return new Receipt(id);
    }

    private MimeMessage compose(Delivery delivery, MailDraft letter, MailAddress to, Mailbox mailbox, String id,
            @Nullable String replaced) {
        String question = letter.inReplyTo();
        try {
            return composer.compose(severalAsked.with(delivery.id(), letter, to.thread()), mailbox, to,
                    rows.question(to.thread(), question == null ? null : MailQuestions.mailOf(question)), id, replaced);
        } catch (MessagingException e) {
            throw new PermanentDeliveryFailure("No mail can be made of it: " + e.getClass().getSimpleName(),
                    e instanceof AddressException);
        }
    }

    private void handIn(MimeMessage mail, Mailbox mailbox) {
        lines.use(mailbox, () -> {
            try (SMTPTransport transport = connected(mailbox)) {
                transport.sendMessage(mail, mail.getAllRecipients());
                lines.outage(mailbox).callWorked();
            } catch (MessagingException e) {
                throw failure(e, mailbox);
            }
        });
    }

    private SMTPTransport connected(Mailbox mailbox) {
        try {
            return connections.smtp(mailbox);
        } catch (MessagingException e) {
            String what = Connections.explained(e, mailbox.smtp());
            health.sendingFails(mailbox.name(), what);
            if (e instanceof AuthenticationFailedException) {
                lines.outage(mailbox).notLetIn();
            } else {
                lines.outage(mailbox).callFailed();
            }
            throw new TransientDeliveryFailure(what, null);
        }
    }

    /**
     * Classifies a failure by the server's reply code (RFC 5321, section 4.2.1); without a reply, the mail may have
     * been accepted.
     */
    private DeliveryFailure failure(MessagingException failure, Mailbox mailbox) {
        for (Exception e = failure; e != null; e = e instanceof MessagingException m ? m.getNextException() : null) {
            Optional<DeliveryFailure> known = switch (e) {
                case SMTPAddressFailedException refused -> Optional.of(refused(refused.getReturnCode(), true));
                case SMTPSenderFailedException refused -> Optional.of(refused(refused.getReturnCode(), false));
                case SMTPSendFailedException refused when refused.getReturnCode() >= 400
                        && !(refused.getNextException() instanceof SMTPAddressFailedException) ->
                    Optional.of(refused(refused.getReturnCode(), false));
                default -> Optional.empty();
            };
            if (known.isPresent()) {
                lines.outage(mailbox).callRefused();
                return known.get();
            }
        }
        lines.outage(mailbox).callFailed();
        health.sendingFails(mailbox.name(), mailbox.smtp().place() + " did not say whether it took a mail");
        return new UnknownDeliveryFailure("The mail server did not say whether it took the mail");
    }

    private static DeliveryFailure refused(int code, boolean address) {
        String what = "The mail server answered " + code;
        return code >= 500 && code < 600
                ? new PermanentDeliveryFailure(what, address)
                : new TransientDeliveryFailure(what, null);
    }

    /**
     * Finds out whether a mail was delivered: by its record in the database, else by its id in the folder of sent
     * mails.
     */
    public DeliveryStatus resolve(Delivery delivery) {
        if (MailQuestions.waits(MailDraft.read(delivery.payload()).inReplyTo())) {
            return new DeliveryStatus.NotDelivered();
        }
        MailAddress to = MailAddress.of(delivery.address());
        Mailbox mailbox = mailbox(to);
        String id = idOf(delivery, to, mailbox);
        if (rows.wasSubmitted(delivery.id())) {
            return new DeliveryStatus.Delivered(new Receipt(id));
        }
        try {
            Optional<Boolean> there = sentFolder.holds(mailbox, id);
            if (there.orElse(false)) {
                return new DeliveryStatus.Delivered(new Receipt(id));
            }
            // A copy that Parley itself puts there comes after the sending, so its absence proves nothing.
            return there.isPresent() && mailbox.serverSavesSent()
                    ? new DeliveryStatus.NotDelivered()
                    : new DeliveryStatus.Unknown();
        } catch (MessagingException e) {
            throw new TransientDeliveryFailure(Connections.explained(e, mailbox.imap()), null);
        }
    }
}
