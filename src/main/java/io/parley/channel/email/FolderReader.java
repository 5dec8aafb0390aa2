package io.parley.channel.email;

import io.parley.channel.email.MailRows.Place;
import io.parley.channel.email.MailRows.Position;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one folder over one connection. UIDs say what is new; IDLE (RFC 2177) only says when to look. Each mail is stored
 * before the mailbox shows that it was taken.
 */
final class FolderReader {
    private static final Logger log = LoggerFactory.getLogger(FolderReader.class);
    private static final int AT_ONCE = 100;

    private final Mailbox mailbox;
    private final EmailSettings settings;
    private final IMAPStore store;
    private final IMAPFolder folder;
    private final Intake intake;
    private final MailRows rows;
    private final InstantSource clock;
    private Position position;

    FolderReader(Mailbox mailbox, EmailSettings settings, IMAPStore store, Intake intake, MailRows rows,
            InstantSource clock) throws MessagingException {
        this.mailbox = mailbox;
        this.settings = settings;
        this.store = store;
        this.intake = intake;
        this.rows = rows;
        this.clock = clock;
        this.folder = (IMAPFolder) store.getFolder(mailbox.imap().folder());
        folder.open(Folder.READ_WRITE);
        this.position = begin();
        fileWhatIsLeft();
    }

    private String folderName() {
        return mailbox.imap().folder();
    }

    /** Where to go on. A folder whose UIDs are others now is read again; mails that are known are recognised. */
    private Position begin() throws MessagingException {
        long validity = folder.getUIDValidity();
        Position known = rows.position(mailbox.name(), folderName()).orElse(null);
        if (known == null) {
            Instant since = settings.answerExisting() ? Instant.EPOCH : clock.instant();
            long last = settings.answerExisting() ? 0 : lastUid();
            known = new Position(validity, last, since, 0);
            log.info("Mailbox {} is read from now on{}", mailbox.name(),
                    settings.answerExisting() ? "" : "; what is in it already is left alone");
        } else if (known.uidValidity() != validity) {
            log.warn("Mailbox {} has new UIDs; its mails are compared with those that are known", mailbox.name());
            known = new Position(validity, 0, known.since(), lastUid());
        }
        rows.setPosition(mailbox.name(), folderName(), known);
        return known;
    }

    private long lastUid() throws MessagingException {
        long next = folder.getUIDNext();
        int count = folder.getMessageCount();
        return next > 0 ? next - 1 : count == 0 ? 0 : folder.getUID(folder.getMessage(count));
    }

    /** Takes everything that is new. */
    void scan() throws MessagingException {
        Message[] found = folder.getMessagesByUID(position.lastUid() + 1, UIDFolder.LASTUID);
        for (int from = 0; from < found.length; from += AT_ONCE) {
            Message[] some = Arrays.copyOfRange(found, from, Math.min(found.length, from + AT_ONCE));
            FetchProfile profile = new FetchProfile();
            profile.add(UIDFolder.FetchProfileItem.UID);
            profile.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
            folder.fetch(some, profile);
            for (Message message : inOrder(some)) {
                take((IMAPMessage) message);
            }
        }
    }

    private List<Message> inOrder(Message[] messages) throws MessagingException {
        record Numbered(long uid, Message message) {}
        List<Numbered> numbered = new ArrayList<>();
        for (Message message : messages) {
            if (message != null && !message.isExpunged()) {
                numbered.add(new Numbered(folder.getUID(message), message));
            }
        }
        // A search for what comes after the last mail gives the last one itself when there is none.
        return numbered.stream().filter(n -> n.uid > position.lastUid())
                .sorted(Comparator.comparingLong(Numbered::uid)).map(Numbered::message).toList();
    }

    private void take(IMAPMessage message) throws MessagingException {
        long uid = folder.getUID(message);
        Place place = new Place(mailbox.name(), folderName(), position.uidValidity(), uid);
        Date arrived = message.getReceivedDate();
        Instant arrivedAt = arrived == null ? clock.instant() : arrived.toInstant();
        Position next = position.at(uid);
        boolean taken = intake.take(mailbox, place, beginning(message), arrivedAt, next);
        position = next;
        if (taken) {
            file(message);
        }
        rows.markFiled(place);
    }

    /** The mail, as far as the limit on its size goes; no more of it is fetched. */
    private byte[] beginning(IMAPMessage message) throws MessagingException {
        try (InputStream in = message.getMimeStream()) {
            return in.readNBytes((int) settings.largest().toBytes());
        } catch (IOException e) {
            throw new MessagingException("A mail could not be fetched", e);
        }
    }

    /** Shows in the mailbox what an earlier connection had no time to show. */
    private void fileWhatIsLeft() throws MessagingException {
        for (long uid : rows.toFile(mailbox.name(), folderName(), position.uidValidity())) {
            Place place = new Place(mailbox.name(), folderName(), position.uidValidity(), uid);
            Message message = folder.getMessageByUID(uid);
            if (message instanceof IMAPMessage mail && rows.wasTaken(place)) {
                file(mail);
            }
            rows.markFiled(place);
        }
    }

    private void file(IMAPMessage message) throws MessagingException {
        switch (mailbox.after()) {
            case After.Seen() -> message.setFlag(Flags.Flag.SEEN, true);
            case After.Flagged() -> message.setFlag(Flags.Flag.FLAGGED, true);
            case After.Keyword(String word) -> message.setFlags(new Flags(word), true);
            case After.Move(String target) -> move(message, target);
            case After.Nothing() -> {
            }
        }
    }

    private void move(IMAPMessage message, String target) throws MessagingException {
        Folder other = store.getFolder(target);
        if (!other.exists()) {
            other.create(Folder.HOLDS_MESSAGES);
        }
        if (can("MOVE")) {
            folder.moveMessages(new Message[]{message}, other);
        } else {
            folder.copyMessages(new Message[]{message}, other);
            message.setFlag(Flags.Flag.DELETED, true);
            folder.expunge(new Message[]{message});
        }
    }

    /** Asks over the folder's connection; the store would open another one for it. */
    private boolean can(String capability) throws MessagingException {
        return Boolean.TRUE.equals(folder.doCommand(protocol -> protocol.hasCapability(capability)));
    }

    /** Waits until there may be something new: the server says so, or it is time to look in any case. */
    void waitForNews() throws MessagingException, InterruptedException {
        if (can("IDLE")) {
            folder.doCommand(protocol -> {
                new Idle(protocol, settings.checkEvery()).await();
                return null;
            });
        } else {
            Thread.sleep(settings.checkEvery());
        }
    }
}
