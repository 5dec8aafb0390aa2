package io.parley.process;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The Postfix and the Dovecot that {@code .ci/mail-servers} starts. */
final class MailServers {
    static final String SHOP = "support@shop.example";

    private final Session session = Session.getInstance(new Properties());
    private final Map<String, String> places = new HashMap<>(System.getenv());

    /** A mail as its reader has it. */
    record Seen(String id, String inReplyTo, String references, String to, String subject, String text) {}

    boolean run() {
        return places.containsKey("MAIL_SERVERS_SMTP");
    }

    /** How a process is told of the shop's mailbox. */
    Map<String, String> settings(Path data) {
        return Map.of("PARLEY_DATA_DIR", data.toString(), "PARLEY_EMAIL_ADDRESS", SHOP, "PARLEY_EMAIL_IMAP_URL",
                "imap://support%40shop.example:secret@" + places.get("MAIL_SERVERS_IMAP") + "/INBOX",
                "PARLEY_EMAIL_SMTP_URL", "smtp://" + places.get("MAIL_SERVERS_SMTP"));
    }

    /** Hands in a mail to the shop, as it stands. */
    void send(String mail) {
        String[] place = place("MAIL_SERVERS_SMTP");
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(place[0], Integer.parseInt(place[1]), null, null);
            transport.sendMessage(new MimeMessage(session,
                    new ByteArrayInputStream(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))),
                    InternetAddress.parse(SHOP));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The mails in an inbox, oldest first. */
    List<Seen> read(String address) {
        String[] place = place("MAIL_SERVERS_IMAP");
        try (Store store = session.getStore("imap")) {
            store.connect(place[0], Integer.parseInt(place[1]), address, "secret");
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            List<Seen> seen = new ArrayList<>();
            for (Message message : inbox.getMessages()) {
                seen.add(new Seen(header(message, "Message-ID"), header(message, "In-Reply-To"),
                        header(message, "References"), header(message, "To"), header(message, "Subject"),
                        text(message)));
            }
            return seen;
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String[] place(String name) {
        return String.valueOf(places.get(name)).split(":", 2);
    }

    /** The first text of a mail, which is the plain one. */
    private static String text(Part part) throws MessagingException, IOException {
        return part.getContent() instanceof Multipart parts
                ? text(parts.getBodyPart(0))
                : part.getContent().toString();
    }

    private static String header(Message message, String name) throws MessagingException {
        String[] values = message.getHeader(name);
        return values == null ? "" : values[0];
    }
}
