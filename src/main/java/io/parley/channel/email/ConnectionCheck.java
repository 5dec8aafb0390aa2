package io.parley.channel.email;

import io.parley.channel.ChannelHealth;
import io.parley.channel.ChannelHealth.State;
import io.parley.channel.email.mailbox.Connections;
import io.parley.channel.email.mailbox.Mailbox;
import io.parley.channel.email.mailbox.OAuthTokens;
import io.parley.channel.email.sending.SentFolder;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Finds out whether mailboxes can be read and mails submitted. Logs in and looks at folders; sends and changes nothing. */
final class ConnectionCheck {
    private static final Duration AT_MOST = Duration.ofSeconds(8);

    private final Connections connections;

    ConnectionCheck(OAuthTokens tokens) {
        this.connections = new Connections(tokens, AT_MOST);
    }

    ChannelHealth of(Collection<Mailbox> mailboxes) {
        List<String> right = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (Mailbox mailbox : mailboxes) {
            reading(mailbox, right, wrong);
            writing(mailbox).ifPresent(wrong::add);
        }
        return wrong.isEmpty()
                ? new ChannelHealth(State.UP, "logged in to read and to send for " + String.join(", ", right))
                : new ChannelHealth(State.DOWN, String.join("; ", wrong));
    }

    private void reading(Mailbox mailbox, List<String> right, List<String> wrong) {
        try (IMAPStore store = connections.imap(mailbox, AT_MOST)) {
            String name = mailbox.imap().folder();
            Folder folder = store.getFolder(name);
            if (!folder.exists()) {
                wrong.add(mailbox.address() + " has no folder " + name + "; correct the end of its imap-url");
                return;
            }
            folder.open(Folder.READ_ONLY);
            folder.close(false);
            boolean keepsSent = SentFolder.look(mailbox, store).isPresent();
            String sent = mailbox.sentFolder();
            if (sent != null && !keepsSent) {
                wrong.add(mailbox.address() + " has no folder " + sent + "; correct sent-folder");
            } else {
                right.add(mailbox.address() + (keepsSent || !mailbox.savesSent()
                        ? ""
                        : " (it has no folder for sent mail, so answers are not kept there)"));
            }
        } catch (MessagingException e) {
            wrong.add(Connections.explained(e, mailbox.imap()));
        }
    }

    private Optional<String> writing(Mailbox mailbox) {
        try (SMTPTransport transport = connections.smtp(mailbox)) {
            return transport.isConnected()
                    ? Optional.empty()
                    : Optional.of(mailbox.smtp().place() + " closes the connection");
        } catch (MessagingException e) {
            return Optional.of(Connections.explained(e, mailbox.smtp()));
        }
    }
}
