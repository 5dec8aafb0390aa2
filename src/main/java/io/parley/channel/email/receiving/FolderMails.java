package io.parley.channel.email.receiving;

import io.parley.channel.email.mailbox.PostAction;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.INTERNALDATE;
import org.eclipse.angus.mail.imap.protocol.Item;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.eclipse.angus.mail.imap.protocol.UIDSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mails of an open folder by their UIDs, many with one command, since each command costs a trip to the server. */
final class FolderMails {
    private static final Logger log = LoggerFactory.getLogger(FolderMails.class);

    private final IMAPStore store;
    private final IMAPFolder folder;
    private boolean grew;

    FolderMails(IMAPStore store, IMAPFolder folder) {
        this.store = store;
        this.folder = folder;
    }

    /**
     * A mail as its server describes it.
     *
     * @param size in bytes, by the server's word
     * @param arrived when the server got it, if it says so
     */
    record Found(long uid, long size, @Nullable Date arrived) {}

    /** Whether the server announced more mails while it listed them; the list may not have them. */
    boolean grew() {
        return grew;
    }

    /** The mails with greater UIDs, in their order. */
    List<Found> after(long uid) throws MessagingException {
        List<Found> found = new ArrayList<>();
        grew = false;
        for (Response answer : asked("UID FETCH " + (uid + 1) + ":* (UID RFC822.SIZE INTERNALDATE)")) {
            grew |= answer instanceof IMAPResponse news && news.keyEquals("EXISTS");
            RFC822SIZE size = item(answer, RFC822SIZE.class);
            INTERNALDATE arrived = item(answer, INTERNALDATE.class);
            // A search for what comes after the last mail gives the last one itself when there is none.
            if (size != null && uidOf(answer) > uid) {
                found.add(new Found(uidOf(answer), size.size, arrived == null ? null : arrived.getDate()));
            }
        }
        return found.stream().sorted(Comparator.comparingLong(Found::uid)).toList();
    }

    /**
     * The contents of mails by their UIDs, none of them longer than {@code most} bytes. Mails may be missing: those that are gone,
     * and all where the server fails to give one.
     */
    Map<Long, byte[]> contents(List<Long> uids, int most) throws MessagingException {
        Map<Long, byte[]> contents = new HashMap<>();
        if (uids.isEmpty()) {
            return contents;
        }
        try {
            for (Response answer : asked("UID FETCH " + set(uids) + " (UID BODY.PEEK[]<0." + most + ">)")) {
                BODY body = item(answer, BODY.class);
                if (body != null && body.getByteArray() != null) {
                    contents.put(uidOf(answer), body.getByteArray().getNewBytes());
                }
            }
        } catch (FolderClosedException e) {
            throw e;
        } catch (MessagingException e) {
            log.debug("Mails cannot be fetched together", e);
        }
        return contents;
    }

    /** One mail, to fetch parts of it; null when it is gone. */
    @Nullable
    IMAPMessage message(long uid) throws MessagingException {
        return (IMAPMessage) folder.getMessageByUID(uid);
    }

    /** Does with mails what the settings say; those that are gone are left out. */
    void file(List<Long> uids, PostAction action) throws MessagingException {
        if (!uids.isEmpty()) {
            switch (action) {
                case PostAction.Seen() -> mark(uids, "\\Seen");
                case PostAction.Flagged() -> mark(uids, "\\Flagged");
                case PostAction.Keyword(String word) -> mark(uids, word);
                case PostAction.Move(String target) -> move(uids, target);
                case PostAction.Nothing() -> {
                }
            }
        }
    }

    private void mark(List<Long> uids, String flag) throws MessagingException {
        asked("UID STORE " + set(uids) + " +FLAGS.SILENT (" + flag + ")");
    }

    private void move(List<Long> uids, String target) throws MessagingException {
        Message[] messages = Stream.of(folder.getMessagesByUID(uids.stream().mapToLong(Long::longValue).toArray()))
                .filter(Objects::nonNull).toArray(Message[]::new);
        Folder other = store.getFolder(target);
        if (!other.exists()) {
            other.create(Folder.HOLDS_MESSAGES);
        }
        // Asked over the folder's connection; the store would open another one for it.
        if (Boolean.TRUE.equals(folder.doCommand(protocol -> protocol.hasCapability("MOVE")))) {
            folder.moveMessages(messages, other);
        } else {
            folder.copyMessages(messages, other);
            folder.setFlags(messages, new Flags(Flags.Flag.DELETED), true);
            folder.expunge(messages);
        }
    }

    private static String set(List<Long> uids) {
        return UIDSet.toString(UIDSet.createUIDSets(uids.stream().mapToLong(Long::longValue).sorted().toArray()));
    }

    /** The server's answers to a command, of which the library hears, too. */
    private List<Response> asked(String command) throws MessagingException {
        return Arrays.asList((Response[]) folder.doCommand(protocol -> answers(protocol, command)));
    }

    private static Response[] answers(IMAPProtocol protocol, String command) throws ProtocolException {
        Response[] answers = protocol.command(command, null);
        protocol.notifyResponseHandlers(answers);
        protocol.handleResult(answers[answers.length - 1]);
        return answers;
    }

    private static long uidOf(Response answer) {
        UID uid = item(answer, UID.class);
        return uid == null ? -1 : uid.uid;
    }

    private static <T extends Item> @Nullable T item(Response answer,
            Class<T> type) {
        return answer instanceof FetchResponse fetched ? fetched.getItem(type) : null;
    }
}
