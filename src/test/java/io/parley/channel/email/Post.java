package io.parley.channel.email;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.parley.channel.email.message.Body;
import io.parley.channel.email.message.Incoming;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server with the shop's mailbox and those of people. */
public final class Post implements AutoCloseable {
    public static final String SHOP = "support@shop.example";
    private static final AtomicInteger number = new AtomicInteger();

    private final GreenMail server;
    private final Map<String, GreenMailUser> users = new LinkedHashMap<>();

    private Post(GreenMail server) {
        this.server = server;
    }

    /** Starts one. */
    public static Post start() {
        return start("smtp", "imap");
    }

    /** A server whose certificate nobody signed. */
    static Post startWithTls() {
        return start("smtps", "imaps");
    }

    private static Post start(String smtp, String imap) {
        Post post = new Post(new GreenMail(new ServerSetup[]{new ServerSetup(0, "127.0.0.1", smtp),
                new ServerSetup(0, "127.0.0.1", imap)}));
        post.server.start();
        post.user(SHOP);
        return post;
    }

    int imapPort() {
        return (server.getImap() == null ? server.getImaps() : server.getImap()).getPort();
    }

    public int smtpPort() {
        return (server.getSmtp() == null ? server.getSmtps() : server.getSmtp()).getPort();
    }

    public String imapUrl(String address) {
        return "imap://" + address.replace("@", "%40") + ":secret@127.0.0.1:" + imapPort() + "/INBOX";
    }

    public String smtpUrl(String address) {
        return "smtp://" + address.replace("@", "%40") + ":secret@127.0.0.1:" + smtpPort();
    }

    GreenMailUser user(String address) {
        return users.computeIfAbsent(address, a -> server.setUser(a, a, "secret"));
    }

    /** Puts a mail, as it stands, into somebody's mailbox. */
    public void deliver(String address, String mail) {
        deliver(address, mail.getBytes(StandardCharsets.UTF_8));
    }

    void deliver(String address, byte[] mail) {
        try {
            user(address).deliver(new MimeMessage(Session.getInstance(new Properties()),
                    new ByteArrayInputStream(mail)));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts a mail into somebody's mailbox that came there at another time. */
    void deliver(String address, String mail, Instant arrivedAt) {
        try {
            folder(address, "INBOX").appendMessage(new MimeMessage(Session.getInstance(new Properties()),
                    new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8))), new Flags(),
                    Date.from(arrivedAt));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts this many mails that differ in nothing but their ids into a person's mailbox. */
    void deliverMany(String address, byte[] mail, int count) {
        try {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()),
                    new ByteArrayInputStream(mail));
            MailFolder folder = folder(address, "INBOX");
            for (int i = 0; i < count; i++) {
                message.setHeader("Message-ID", "<many-" + i + "@example.org>");
                folder.appendMessage(new MimeMessage(message), new Flags(), Date.from(Instant.now()));
            }
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The mails in a person's folder, oldest first. */
    List<Incoming> mails(String address, String folder) {
        List<Incoming> mails = new ArrayList<>();
        if (folder(address, folder) == null) {
            return mails;
        }
        for (StoredMessage message : List.copyOf(folder(address, folder).getMessages())) {
            try {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                message.getMimeMessage().writeTo(bytes);
                mails.add(Incoming.of(bytes.toByteArray()).orElseThrow());
            } catch (IOException | MessagingException e) {
                throw new IllegalStateException(e);
            }
        }
        return mails;
    }

    /** The mails in somebody's inbox as they came. */
    public List<String> sources(String address) {
        return sources(address, "INBOX");
    }

    List<String> sources(String address, String folder) {
        return mails(address, folder).stream().map(mail -> {
            try {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                mail.message().writeTo(bytes);
                return bytes.toString(StandardCharsets.UTF_8);
            } catch (IOException | MessagingException e) {
                throw new IllegalStateException(e);
            }
        }).toList();
    }

    void empty(String address) {
        folder(address, "INBOX").deleteAllMessages();
    }

    public List<Incoming> inbox(String address) {
        return mails(address, "INBOX");
    }

    MailFolder folder(String address, String folder) {
        try {
            return folder.equals("INBOX")
                    ? server.getManagers().getImapHostManager().getInbox(user(address))
                    : server.getManagers().getImapHostManager().getFolder(user(address), folder);
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    public void makeFolder(String address, String folder) {
        try {
            server.getManagers().getImapHostManager().createMailbox(user(address), folder);
        } catch (com.icegreen.greenmail.imap.AuthorizationException | FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many mails in the shop's inbox are marked as seen. */
    public long seen() {
        return folder(SHOP, "INBOX").getMessages().stream().filter(m -> m.isSet(Flags.Flag.SEEN)).count();
    }

    /** A mail as a person's program writes it. */
    public static Letterhead from(String name, String address) {
        return new Letterhead(name, address, new LinkedHashMap<>());
    }

    /** The headers above a person's text. */
    public record Letterhead(String name, String address, Map<String, String> headers) {
        public Letterhead with(String header, String value) {
            headers.put(header, value);
            return this;
        }

        public Letterhead answering(Incoming mail) {
            String references = mail.header("References") + " " + mail.messageId();
            return with("In-Reply-To", mail.messageId()).with("References", references.strip())
                    .with("Subject", "Re: " + mail.subject().replaceFirst("^Re: ", ""));
        }

        public String saying(String text) {
            Map<String, String> all = new LinkedHashMap<>();
            all.put("From", name + " <" + address + ">");
            all.put("To", SHOP);
            all.put("Subject", "A question");
            all.put("Message-ID", "<m" + number.incrementAndGet() + "@" + address.replaceAll(".*@", "") + ">");
            all.put("Date", java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME
                    .format(java.time.ZonedDateTime.now(java.time.ZoneOffset.UTC)));
            all.put("MIME-Version", "1.0");
            all.put("Content-Type", "text/plain; charset=utf-8");
            all.put("Content-Transfer-Encoding", "8bit");
            all.putAll(headers);
            StringBuilder mail = new StringBuilder();
            all.forEach((key, value) -> mail.append(key).append(": ").append(value).append("\r\n"));
            return mail.append("\r\n").append(text.replace("\n", "\r\n")).append("\r\n").toString();
        }
    }

    /** The plain text of a mail. */
    public static String plain(Incoming mail) {
        return Body.parts(mail).stream().filter(p -> p.type().equals("text/plain")).findFirst().orElseThrow().text()
                .replace("\r\n", "\n");
    }

    static String html(Incoming mail) {
        return Body.parts(mail).stream().filter(p -> p.type().equals("text/html")).findFirst().orElseThrow().text();
    }

    @Override
    public void close() {
        server.stop();
    }
}
