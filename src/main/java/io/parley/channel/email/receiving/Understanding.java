package io.parley.channel.email.receiving;

import io.parley.channel.email.mailbox.Mailbox;
import io.parley.channel.email.message.Body;
import io.parley.channel.email.message.Incoming;
import io.parley.channel.email.message.MailText;
import io.parley.channel.email.message.Part;
import io.parley.channel.email.message.UnreadableMail;
import io.parley.channel.email.sender.AutoReplyDetector;
import io.parley.channel.email.sender.Sender;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what a mail says by its bytes alone; asks no database, so that it may take its time. */
public final class Understanding {
    private static final Logger log = LoggerFactory.getLogger(Understanding.class);

    private final MailText texts;
    private final AutoReplyDetector automatic;

    /** Understands by the text of a mail and by the signs of programs. */
    public Understanding(MailText texts, AutoReplyDetector automatic) {
        this.texts = texts;
        this.automatic = automatic;
    }

    /**
     * The content of a mail.
     *
     * @param sender the person that it is from
     * @param text what they wrote newly
     * @param reaction what they reacted with, if that is all
     * @param bounce what it reports about a mail of ours
     * @param automatic why it is a program's beyond doubt
     * @param doubt why it may be a program's: its words alone say so
     * @param asks whether somebody wants to know or have something
     */
    public record Read(Incoming mail, Sender sender, String text, Optional<String> reaction, Optional<Bounce> bounce,
            Optional<String> automatic, Optional<String> doubt, boolean asks) {
        String person() {
            return sender.person();
        }
    }

    /** Reads a mail that came into a mailbox. */
    public Read read(byte[] bytes, Mailbox mailbox) throws UnreadableMail {
        try {
            Incoming mail = Incoming.of(bytes).orElseThrow(() -> new UnreadableMail("it has no header"));
            List<Part> parts = Body.parts(mail);
            Optional<String> certain = automatic.certain(mail, parts, mailbox);
            Sender sender = Sender.of(mail, mailbox, automatic.isFilledIn(mail, parts));
            String text = sender.byForm() ? texts.messageIn(parts) : texts.newIn(parts, mail.subject());
            return new Read(mail, sender, text,
                    Reactions.in(parts, texts.all(parts)), Bounce.in(mail, parts),
                    certain, certain.isPresent() ? Optional.empty() : automatic.doubt(mail, parts, mailbox),
                    automatic.asks(mail, text));
        } catch (RuntimeException | StackOverflowError e) {
            log.debug("Reading failed", e);
            throw new UnreadableMail("it cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
