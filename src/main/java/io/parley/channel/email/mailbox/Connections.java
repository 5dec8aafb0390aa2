package io.parley.channel.email.mailbox;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FolderClosedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Service;
import jakarta.mail.Session;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Opens connections to mail servers: every wait has an end, TLS checks the server's name, and tokens are fresh. */
public final class Connections {
    private final OAuthTokens tokens;
    private final Duration timeout;

    /** Connections of which each wait ends after the timeout. */
    public Connections(OAuthTokens tokens, Duration timeout) {
        this.tokens = tokens;
        this.timeout = timeout;
    }

    /** A session for composing, without a server. */
    public static Session offline() {
        return Session.getInstance(new Properties());
    }

    /**
     * A connection to a mailbox's IMAP server.
     *
     * @param silence how long the server may say nothing
     */
    public IMAPStore imap(Mailbox mailbox, Duration silence) throws MessagingException {
        ServerUrl url = mailbox.imap();
        Properties properties = properties(mailbox, url, silence);
        String prefix = "mail." + url.protocol() + ".";
        properties.put(prefix + "peek", "true");
        properties.put(prefix + "fetchsize", "262144");
        properties.put(prefix + "connectionpoolsize", "1");
        properties.put(prefix + "closefoldersonstorefailure", "true");
        IMAPStore store = (IMAPStore) Session.getInstance(properties).getStore(url.protocol());
        connect(store, mailbox, url);
        return store;
    }

    /** A connection to a mailbox's SMTP server. */
    public SMTPTransport smtp(Mailbox mailbox) throws MessagingException {
        ServerUrl url = mailbox.smtp();
        Properties properties = properties(mailbox, url, timeout);
        properties.put("mail." + url.protocol() + ".auth", Boolean.toString(!url.user().isEmpty()));
        properties.put("mail." + url.protocol() + ".quitwait", "false");
        properties.put("mail." + url.protocol() + ".localhost", mailbox.domain());
        SMTPTransport transport = (SMTPTransport) Session.getInstance(properties).getTransport(url.protocol());
        connect(transport, mailbox, url);
        return transport;
    }

    private Properties properties(Mailbox mailbox, ServerUrl url, Duration silence) {
        Properties properties = new Properties();
        String prefix = "mail." + url.protocol() + ".";
        properties.put(prefix + "connectiontimeout", Long.toString(timeout.toMillis()));
        properties.put(prefix + "timeout", Long.toString(silence.toMillis()));
        properties.put(prefix + "writetimeout", Long.toString(timeout.toMillis()));
        properties.put(prefix + "ssl.checkserveridentity", "true");
        if (url.startTls()) {
            properties.put(prefix + "starttls.enable", "true");
            properties.put(prefix + "starttls.required", "true");
        }
        if (mailbox.oauth() != null) {
            properties.put(prefix + "auth.mechanisms", "XOAUTH2");
        }
        return properties;
    }

    private void connect(Service service, Mailbox mailbox, ServerUrl url) throws MessagingException {
        EmailSettings.OAuth oauth = mailbox.oauth();
        try {
            String password = oauth == null ? url.password() : tokens.token(oauth);
            String user = url.user().isEmpty() && oauth != null ? mailbox.address() : url.user();
            service.connect(url.host(), url.port(), user.isEmpty() ? null : user, user.isEmpty() ? null : password);
        } catch (AuthenticationFailedException e) {
            if (oauth != null) {
                tokens.forget(oauth);
            }
            throw e;
        }
    }

    /** Describes a failure for an operator, without any secret. */
    public static String explained(MessagingException failure, ServerUrl url) {
        if (failure instanceof AuthenticationFailedException) {
            return url.place() + " refuses the login; check user and password or the OAuth settings";
        }
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return url.place() + " does not work: " + reason(cause);
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage() == null ? "" : cause.getMessage();
        return switch (cause) {
            case UnknownHostException _ -> "there is no host of that name";
            case ConnectException _ -> "nobody answers at that port";
            case SocketTimeoutException _ -> "it takes too long to answer";
            case FolderClosedException _ -> "the connection broke";
            case SSLHandshakeException _ when message.contains("PKIX") ->
                "its certificate is not signed by a known authority";
            case SSLException _ ->
                "no TLS connection comes about; check the port, and whether it wants ?starttls=required";
            default -> message.contains("STARTTLS") ? "it offers no STARTTLS" : cause.getClass().getSimpleName();
        };
    }
}
