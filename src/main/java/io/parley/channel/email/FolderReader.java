package io.parley.channel.email;

import io.parley.channel.email.MailRows.Place;
import io.parley.channel.email.MailRows.Position;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderClosedException;
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
    /** Where mail never ceases, other things have their turn in between. */
    private static final int MOST_SCANS = 10;

    private final Mailbox mailbox;
    private final EmailSettings settings;
    private final IMAPStore store;
    private final IMAPFolder folder;
    private final Intake intake;
    private final MailRows rows;
    private final MailHealth health;
    private final InstantSource clock;
    private Position position;

    FolderReader(Mailbox mailbox, EmailSettings settings, IMAPStore store, Intake intake, MailRows rows,
            MailHealth health, InstantSource clock) throws MessagingException {
        this.mailbox = mailbox;
        this.settings = settings;
        this.store = store;
        this.intake = intake;
        this.rows = rows;
        this.health = health;
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

    /** Takes everything that is new, and what arrives meanwhile: news of it may have been among the answers to other commands. */
    void scan() throws MessagingException, InterruptedException {
        long before = -1;
        for (int i = 0; i < MOST_SCANS && position.lastUid() > before; i++) {
            before = position.lastUid();
            scanOnce();
        }
    }

    /** The library leaves out what the server has not announced yet, so it is asked for news first. */
    private void scanOnce() throws MessagingException, InterruptedException {
        folder.doCommand(protocol -> {
            protocol.noop();
            return null;
        });
        Message[] found = folder.getMessagesByUID(position.lastUid() + 1, UIDFolder.LASTUID);
        for (int from = 0; from < found.length; from += AT_ONCE) {
            Message[] some = Arrays.copyOfRange(found, from, Math.min(found.length, from + AT_ONCE));
            FetchProfile profile = new FetchProfile();
            profile.add(UIDFolder.FetchProfileItem.UID);
            profile.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
            profile.add(FetchProfile.Item.SIZE);
            folder.fetch(some, profile);
            take(inOrder(some));
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

    /**
     * Takes new mails, then files the taken ones in the mailbox all at once. Mails that were not filed when a
     * connection broke are filed by the next one.
     */
    private void take(List<Message> messages) throws MessagingException, InterruptedException {
        List<Message> taken = new ArrayList<>();
        List<Long> uids = new ArrayList<>();
        boolean passed = false;
        for (Message message : messages) {
            long uid = folder.getUID(message);
            if (wasThereBefore(message, uid)) {
                position = position.at(uid);
                passed = true;
            } else if (take((IMAPMessage) message, place(uid))) {
                taken.add(message);
            }
            uids.add(uid);
        }
        if (passed) {
            rows.setPosition(mailbox.name(), folderName(), position);
        }
        file(taken);
        markFiled(uids);
    }

    /**
     * After UIDs have changed, a mail that arrived before the folder was first looked at is skipped, as it was then.
     */
    private boolean wasThereBefore(Message message, long uid) throws MessagingException {
        Date arrived = message.getReceivedDate();
        return uid <= position.compareTo() && arrived != null
                && arrived.toInstant().plusSeconds(1).isBefore(position.since());
    }

    private Place place(long uid) {
        return new Place(mailbox.name(), folderName(), position.uidValidity(), uid);
    }

    private void markFiled(List<Long> uids) {
        rows.markFiled(mailbox.name(), folderName(), position.uidValidity(), uids);
    }

    private boolean take(IMAPMessage message, Place place) throws MessagingException, InterruptedException {
        health.begins(place);
        try {
            Date arrived = message.getReceivedDate();
            Instant arrivedAt = arrived == null ? clock.instant() : arrived.toInstant();
            Position next = position.at(place.uid());
            boolean taken = intake.take(mailbox, place, fetched(message), arrivedAt, next);
            position = next;
            return taken;
        } finally {
            health.ends(place);
        }
    }

    /** The mail; of a large one its texts, or its beginning where the server does not tell where texts are. */
    private byte[] fetched(IMAPMessage message) throws MessagingException {
        int most = (int) settings.largest().toBytes();
        try {
            return message.getSize() > most && message.isMimeType("multipart/*")
                    ? LargeMail.of(message, most)
                    : beginning(message, most);
        } catch (FolderClosedException e) {
            throw e;
        } catch (IOException | MessagingException e) {
            log.debug("The parts of a large mail cannot be told", e);
            return beginning(message, most);
        }
    }

    private static byte[] beginning(IMAPMessage message, int most) throws MessagingException {
        try (InputStream in = message.getMimeStream()) {
            return in.readNBytes(most);
        } catch (IOException e) {
            throw new MessagingException("A mail could not be fetched", e);
        }
    }

    /** Shows in the mailbox what an earlier connection had no time to show. */
    private void fileWhatIsLeft() throws MessagingException {
        List<Long> uids = rows.toFile(mailbox.name(), folderName(), position.uidValidity());
        List<Message> taken = new ArrayList<>();
        for (long uid : uids) {
            Message message = folder.getMessageByUID(uid);
            if (message != null && rows.isToFile(place(uid))) {
                taken.add(message);
            }
        }
        file(taken);
        markFiled(uids);
    }

    private void file(List<Message> taken) throws MessagingException {
        Message[] messages = taken.toArray(Message[]::new);
        if (messages.length > 0) {
            switch (mailbox.after()) {
                case PostAction.Seen() -> folder.setFlags(messages, new Flags(Flags.Flag.SEEN), true);
                case PostAction.Flagged() -> folder.setFlags(messages, new Flags(Flags.Flag.FLAGGED), true);
                case PostAction.Keyword(String word) -> folder.setFlags(messages, new Flags(word), true);
                case PostAction.Move(String target) -> move(messages, target);
                case PostAction.Nothing() -> {
                }
            }
        }
    }

    private void move(Message[] messages, String target) throws MessagingException {
        Folder other = store.getFolder(target);
        if (!other.exists()) {
            other.create(Folder.HOLDS_MESSAGES);
        }
        if (can("MOVE")) {
            folder.moveMessages(messages, other);
        } else {
            folder.copyMessages(messages, other);
            folder.setFlags(messages, new Flags(Flags.Flag.DELETED), true);
            folder.expunge(messages);
        }
    }

    /** Asks over the folder's connection; the store would open another one for it. */
    private boolean can(String capability) throws MessagingException {
        return Boolean.TRUE.equals(folder.doCommand(protocol -> protocol.hasCapability(capability)));
    }

    /**
     * Waits until there may be something new. When the server said nothing for a while, the folder is opened anew: servers
     * have forgotten to announce a mail, and the library does not see it before.
     */
    void waitForNews() throws MessagingException, InterruptedException {
        if (!hasNews()) {
            folder.close(false);
            folder.open(Folder.READ_WRITE);
            position = begin();
        }
    }

    private boolean hasNews() throws MessagingException, InterruptedException {
        if (can("IDLE")) {
            return (boolean) folder.doCommand(protocol -> new Idle(protocol, settings.checkEvery()).await());
        }
        Thread.sleep(settings.checkEvery());
        return false;
    }
}
