package io.parley.channel.email.sending;

import io.parley.channel.email.mailbox.Connections;
import io.parley.channel.email.mailbox.Mailbox;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.HeaderTerm;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders of sent mail: Parley stores its mails there, and looks for a mail there when its result was lost. */
public final class SentFolder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SentFolder.class);
    private static final String SENT = "\\Sent";
    private static final List<String> USUAL = List.of("sent", "sent items", "sent messages", "sent mail",
            "[gmail]/sent mail", "inbox.sent", "gesendet", "gesendete elemente");

    private final Connections connections;
    private final Duration timeout;
    private final Map<String, IMAPStore> stores = new ConcurrentHashMap<>();
    /** The folders that were looked for over the connections that are open; empty where there is none. */
    private final Map<String, Optional<Folder>> found = new ConcurrentHashMap<>();
    private final Map<String, Object> locks = new ConcurrentHashMap<>();

    /** Folders that are looked for within the timeout. */
    public SentFolder(Connections connections, Duration timeout) {
        this.connections = connections;
        this.timeout = timeout;
    }

    /**
     * Puts a mail there that was sent, if there is such a folder.
     *
     * @throws MessagingException when it is not known to lie there
     */
    void add(Mailbox mailbox, MimeMessage mail) throws MessagingException {
        synchronized (lock(mailbox)) {
            try {
                Optional<Folder> folder = find(mailbox);
                if (folder.isPresent()) {
                    mail.setFlag(Flags.Flag.SEEN, true);
                    folder.get().appendMessages(new Message[]{mail});
                }
            } catch (MessagingException e) {
                forget(mailbox);
                throw e;
            }
        }
    }

    /**
     * Whether a mail lies there.
     *
     * @return empty when there is no such folder
     * @throws MessagingException when the server cannot be asked
     */
    Optional<Boolean> holds(Mailbox mailbox, String messageId) throws MessagingException {
        synchronized (lock(mailbox)) {
            try {
                Optional<Folder> folder = find(mailbox);
                return folder.isEmpty() ? Optional.empty() : Optional.of(holds(folder.get(), messageId));
            } catch (MessagingException e) {
                forget(mailbox);
                throw e;
            }
        }
    }

    private static boolean holds(Folder folder, String messageId) throws MessagingException {
        folder.open(Folder.READ_ONLY);
        try {
            return folder.search(new HeaderTerm("Message-ID", messageId)).length > 0;
        } finally {
            folder.close(false);
        }
    }

    /** The configured folder, the one that the server calls so (RFC 6154), or one with a usual name; each connection asks once. */
    Optional<Folder> find(Mailbox mailbox) throws MessagingException {
        IMAPStore store = store(mailbox);
        Optional<Folder> known = found.get(mailbox.name());
        if (known != null) {
            return known;
        }
        Optional<Folder> folder = look(mailbox, store);
        found.put(mailbox.name(), folder);
        return folder;
    }

    /** Looks for it over a connection. */
    public static Optional<Folder> look(Mailbox mailbox, IMAPStore store) throws MessagingException {
        String configured = mailbox.sentFolder();
        if (configured != null) {
            Folder folder = store.getFolder(configured);
            return folder.exists() ? Optional.of(folder) : Optional.empty();
        }
        Folder[] all = store.getDefaultFolder().list("*");
        for (Folder folder : all) {
            if (folder instanceof IMAPFolder imap && List.of(imap.getAttributes()).contains(SENT)) {
                return Optional.of(folder);
            }
        }
        for (Folder folder : all) {
            if (USUAL.contains(folder.getFullName().toLowerCase(Locale.ROOT))) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    private IMAPStore store(Mailbox mailbox) throws MessagingException {
        IMAPStore known = stores.get(mailbox.name());
        if (known != null && known.isConnected()) {
            return known;
        }
        forget(mailbox);
        IMAPStore fresh = connections.imap(mailbox, timeout);
        stores.put(mailbox.name(), fresh);
        return fresh;
    }

    private void forget(Mailbox mailbox) {
        found.remove(mailbox.name());
        IMAPStore store = stores.remove(mailbox.name());
        if (store != null) {
            try {
                store.close();
            } catch (MessagingException e) {
                log.debug("Closing failed", e);
            }
        }
    }

    private Object lock(Mailbox mailbox) {
        return locks.computeIfAbsent(mailbox.name(), name -> new Object());
    }

    @Override
    public void close() {
        for (IMAPStore store : stores.values()) {
            try {
                store.close();
            } catch (MessagingException e) {
                log.debug("Closing failed", e);
            }
        }
        stores.clear();
    }
}
