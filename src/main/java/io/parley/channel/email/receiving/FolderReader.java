package io.parley.channel.email.receiving;

import io.parley.channel.email.mailbox.EmailSettings;
import io.parley.channel.email.mailbox.MailHealth;
import io.parley.channel.email.mailbox.Mailbox;
import io.parley.channel.email.mailbox.Place;
import io.parley.channel.email.mailbox.Position;
import io.parley.channel.email.receiving.FolderMails.Found;
import io.parley.channel.email.thread.MailRows;
import jakarta.mail.Folder;
import jakarta.mail.FolderClosedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one folder over one connection. UIDs say what is new; IDLE (RFC 2177) only says when to look. Each mail is stored
 * before the mailbox shows that it was taken.
 */
final class FolderReader {
    private static final Logger log = LoggerFactory.getLogger(FolderReader.class);
    private static final int AT_ONCE = 100;
    /** The bytes of mails that are fetched with one command, unless a single mail has more. */
    private static final long MOST_BYTES = 4_000_000;
    /** Where mail never ceases, other things have their turn in between. */
    private static final int MOST_SCANS = 10;

    private final Mailbox mailbox;
    private final EmailSettings settings;
    private final IMAPFolder folder;
    private final FolderMails mails;
    private final Intake intake;
    private final MailRows rows;
    private final MailHealth health;
    private final InstantSource clock;
    private Position position;
    /** Up to where mails were taken when more were announced before the server idled; -1 for never. */
    private long announcedAfter = -1;

    FolderReader(Mailbox mailbox, EmailSettings settings, IMAPStore store, Intake intake, MailRows rows,
            MailHealth health, InstantSource clock) throws MessagingException {
        this.mailbox = mailbox;
        this.settings = settings;
        this.intake = intake;
        this.rows = rows;
        this.health = health;
        this.clock = clock;
        this.folder = (IMAPFolder) store.getFolder(mailbox.imap().folder());
        this.mails = new FolderMails(store, folder);
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
        for (int i = 0; i < MOST_SCANS && (position.lastUid() > before || mails.grew()); i++) {
            before = position.lastUid();
            scanOnce();
        }
    }

    private void scanOnce() throws MessagingException, InterruptedException {
        List<Found> found = mails.after(position.lastUid());
        while (!found.isEmpty()) {
            int count = together(found);
            take(found.subList(0, count));
            found = found.subList(count, found.size());
        }
    }

    /** How many of them are fetched with one command. */
    private int together(List<Found> found) {
        int count = 0;
        long bytes = 0;
        for (Found mail : found) {
            bytes += isLarge(mail) ? 0 : mail.size();
            if (count > 0 && (count == AT_ONCE || bytes > MOST_BYTES)) {
                return count;
            }
            count++;
        }
        return count;
    }

    private boolean isLarge(Found mail) {
        return mail.size() > most();
    }

    private int most() {
        return (int) settings.largest().toBytes();
    }

    /**
     * Takes new mails, then files the taken ones in the mailbox all at once. Mails that were not filed when a
     * connection broke are filed by the next one.
     */
    private void take(List<Found> found) throws MessagingException, InterruptedException {
        Map<Long, byte[]> contents = mails.contents(found.stream()
                .filter(mail -> !isLarge(mail) && !wasThereBefore(mail)).map(Found::uid).toList(), most());
        List<Long> taken = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            Found mail = found.get(i);
            Found next = i + 1 < found.size() ? found.get(i + 1) : null;
            Place following = next != null && contents.containsKey(next.uid()) ? place(next.uid()) : null;
            if (!wasThereBefore(mail) && take(mail, contents.get(mail.uid()), following)) {
                taken.add(mail.uid());
            }
            position = position.at(mail.uid());
        }
        if (wasThereBefore(found.getLast())) {
            rows.setPosition(mailbox.name(), folderName(), position);
        }
        mails.file(taken, mailbox.after());
        markFiled(found.stream().map(Found::uid).toList());
    }

    /**
     * After UIDs have changed, a mail that arrived before the folder was first looked at is skipped, as it was then.
     */
    private boolean wasThereBefore(Found mail) {
        Date arrived = mail.arrived();
        return mail.uid() <= position.compareTo() && arrived != null
                && arrived.toInstant().plusSeconds(1).isBefore(position.since());
    }

    private Place place(long uid) {
        return new Place(mailbox.name(), folderName(), position.uidValidity(), uid);
    }

    private void markFiled(List<Long> uids) {
        rows.markFiled(mailbox.name(), folderName(), position.uidValidity(), uids);
    }

    private boolean take(Found mail, byte @Nullable [] content, @Nullable Place next)
            throws MessagingException, InterruptedException {
        Place place = place(mail.uid());
        health.begins(place);
        try {
            byte[] bytes = content == null ? fetched(mail) : content;
            Instant arrivedAt = mail.arrived() == null ? clock.instant() : mail.arrived().toInstant();
            return bytes != null && intake.take(mailbox, place, bytes, arrivedAt, position.at(mail.uid()), next);
        } finally {
            health.ends(place);
        }
    }

    /**
     * A mail that was not fetched with others; of a large one its texts, or its beginning where the server does not tell where
     * texts are. Null when it is gone.
     */
    private byte @Nullable [] fetched(Found mail) throws MessagingException {
        IMAPMessage message = mails.message(mail.uid());
        if (message == null) {
            return null;
        }
        try {
            return isLarge(mail) && message.isMimeType("multipart/*")
                    ? LargeMail.of(message, most())
                    : beginning(message, most());
        } catch (FolderClosedException e) {
            throw e;
        } catch (IOException | MessagingException e) {
            log.debug("The parts of a large mail cannot be told", e);
            return beginning(message, most());
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
        mails.file(uids.stream().filter(uid -> rows.isToFile(place(uid))).toList(), mailbox.after());
        markFiled(uids);
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

    /** A server that announces mails that there are not may do so each time, and is not heeded until one has come. */
    private boolean idle(IMAPProtocol protocol) throws ProtocolException {
        Idle idle = new Idle(protocol, settings.checkEvery(), position.lastUid() != announcedAfter);
        boolean hasNews = idle.await();
        if (idle.isEndedEarly()) {
            announcedAfter = position.lastUid();
        }
        return hasNews;
    }

    private boolean hasNews() throws MessagingException, InterruptedException {
        if (can("IDLE")) {
            return (boolean) folder.doCommand(this::idle);
        }
        Thread.sleep(settings.checkEvery());
        return false;
    }
}
