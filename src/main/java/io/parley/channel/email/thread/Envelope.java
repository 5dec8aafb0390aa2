package io.parley.channel.email.thread;

import io.parley.channel.RawEvent;
import io.parley.channel.email.message.Addresses;
import io.parley.channel.email.sender.AutomaticMail;
import io.parley.channel.email.sender.Sender;
import io.parley.channel.email.thread.MailRows.Sent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The findings about a mail when it was received; stored as one header line above its bytes, as mail servers add
 * theirs.
 *
 * @param decision the way in which it is handled
 * @param thread the thread that it belongs to
 * @param address where an answer goes
 * @param messageId its id, unique among all mails
 * @param target the mail of ours that it speaks of
 * @param said the vote of a reaction, or the action of a link
 * @param reason why it is not answered
 * @param arrivedAt when the mail server got it
 * @param asked one of several questions that stand in it; absent: all of its text
 * @param sender the person that it is from; absent in mails stored before this field existed
 * @param automatic the automatic mail that may go out to it; absent: none
 */
public record Envelope(Decision decision, @Nullable String thread, @Nullable String address, @Nullable String messageId,
        @Nullable String target, @Nullable String said, @Nullable String reason, Instant arrivedAt,
        @Nullable String asked, @Nullable Sender sender, @Nullable AutomaticMail automatic) {
    private static final String NAME = "X-Parley: ";

    /**
     * The way in which a mail is handled. {@code REJECTION} says that an answer did not help, and no more; {@code KEPT} is a
     * person's mail that gets no answer.
     */
    public enum Decision {
        QUESTION, REJECTION, KEPT, VERDICT, PRESS, BOUNCE, NOT_ANSWERED, QUARANTINED
    }

    /** An envelope without a question, a sign and an automatic mail. */
    public Envelope(Decision decision, @Nullable String thread, @Nullable String address, @Nullable String messageId,
            @Nullable String target, @Nullable String said, @Nullable String reason, Instant arrivedAt) {
        this(decision, thread, address, messageId, target, said, reason, arrivedAt, null, null, null);
    }

    /** The same with the automatic mail that may go out to it; null: none. */
    public Envelope with(@Nullable AutomaticMail mail) {
        return new Envelope(decision, thread, address, messageId, target, said, reason, arrivedAt, asked, sender, mail);
    }

    /** The same, handled in another way. */
    public Envelope as(Decision other) {
        return new Envelope(other, thread, address, messageId, target, said, reason, arrivedAt, asked, sender,
                automatic);
    }

    /** The same with the person that it is from. */
    public Envelope from(Sender person) {
        return new Envelope(decision, thread, address, messageId, target, said, reason, arrivedAt, asked, person,
                automatic);
    }

    /** The same, which says something of a mail of ours besides. */
    public Envelope saying(String ours, String sign) {
        return new Envelope(decision, thread, address, messageId, ours, sign, reason, arrivedAt, asked, sender,
                automatic);
    }

    /** The same for one of several questions. */
    public Envelope asking(String question, String key) {
        return new Envelope(decision, thread, address, key, target, said, reason, arrivedAt, question, sender,
                automatic);
    }

    /** The same about another mail of ours. */
    public Envelope about(String otherTarget) {
        return new Envelope(decision, thread, address, messageId, otherTarget, said, reason, arrivedAt, asked, sender,
                automatic);
    }

    /**
     * The event that the recipient of a mail of ours asks for something, as by a link in it.
     *
     * @param action {@code up}, {@code down}, {@code person} or, with the id of a choice, {@code choice1}
     */
    public static RawEvent pressing(Sent sent, String action, String key, Instant now) {
        String address = new MailAddress(sent.mailbox(), sent.thread(), sent.recipient()).address().value();
        String reader = Addresses.key(sent.recipient());
        Envelope envelope = new Envelope(Decision.PRESS, sent.thread(), address, reader, sent.answerId(), action,
                null, now);
        return new RawEvent(MailAddress.EMAIL, key, sent.thread(), envelope.around(new byte[0]), now);
    }

    /** An envelope and where the mail begins behind it. */
    public record Opened(Envelope envelope, int mailFrom) {}

    /** The line, and the mail's bytes as they are. */
    public byte[] around(byte[] mail) {
        byte[] line = (NAME + JsonMapper.shared().writeValueAsString(this) + "\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[line.length + mail.length];
        System.arraycopy(line, 0, all, 0, line.length);
        System.arraycopy(mail, 0, all, line.length, mail.length);
        return all;
    }

    /** Reads the line; empty when there is none of ours. */
    public static Optional<Opened> open(byte[] payload) {
        int end = 0;
        while (end < payload.length && payload[end] != '\n') {
            end++;
        }
        String line = new String(payload, 0, end, StandardCharsets.UTF_8);
        if (!line.startsWith(NAME) || end == payload.length) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Opened(
                    JsonMapper.shared().readValue(line.substring(NAME.length()), Envelope.class), end + 1));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
