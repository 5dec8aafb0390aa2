package io.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.cluster.FailPoint;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process between a real Postfix and a real Dovecot, which {@code .ci/mail-servers} starts. */
class MailServersTest {
    private static final String SHOP = "support@shop.example";
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int PEOPLE = 10;
    private static final List<FailPoint> DEATHS = List.of(FailPoint.AFTER_ANSWER_FOUND, FailPoint.AFTER_SEND);

    private final Map<String, String> servers = new HashMap<>(System.getenv());

    @TempDir
    Path folder;

    @BeforeEach
    void find() {
        assumeTrue(servers.containsKey("MAIL_SERVERS_SMTP"),
                "No mail servers: run this by .ci/mail-servers, with Debian's dovecot-imapd and postfix");
    }

    /** A mail as its reader has it. */
    private record Seen(String id, String inReplyTo, String references, String subject, String text) {}

    @Test
    void answersEachMailOnceInItsThreadThoughItIsKilled() throws Exception {
        int inFlight;
        for (FailPoint death : DEATHS) {
            try (ParleyProcess process = start(death)) {
                if (death == DEATHS.getFirst()) {
                    await().atMost(PATIENCE).until(() -> process.lastWords().contains("is read from now on"));
                    for (int i = 0; i < PEOPLE; i++) {
                        write(person(i), "<first-" + i + "@example.org>", "Hours", "");
                    }
                }
                assertThat(process.diesWithin(PATIENCE)).as(death + "\n" + process.lastWords()).isTrue();
            }
        }
        try (ParleyProcess process = start(null)) {
            await().atMost(PATIENCE).until(() -> haveAll(1));
            for (int i = 0; i < PEOPLE; i++) {
                write(person(i), "<second-" + i + "@example.org>", "Re: Hours", "In-Reply-To: "
                        + read(person(i)).getFirst().id() + "\r\n");
            }
            await().atMost(PATIENCE).until(() -> haveAll(2));
            inFlight = OutboxSends.lost(folder.resolve("data"));
            assertThat(process.stopsWithin(Duration.ofMinutes(1))).as(process.lastWords()).isTrue();
        }
        int copies = 0;
        for (int i = 0; i < PEOPLE; i++) {
            List<Seen> all = read(person(i));
            List<Seen> shown = all.stream().collect(Collectors.toMap(Seen::id, seen -> seen, (one, again) -> one,
                    LinkedHashMap::new)).values().stream().toList();
            assertThreaded(i, shown);
            copies += all.size() - shown.size();
        }
        System.out.printf(
                "Postfix and Dovecot: %d mails, %d kills: each answered once, %d sent again under the same id, %d in flight%n",
                2 * PEOPLE, DEATHS.size(), copies, inFlight);
        assertThat(copies).isLessThanOrEqualTo(inFlight);
    }

    /** Mail programs show mails with the same id as one. */
    private static void assertThreaded(int person, List<Seen> mails) {
        assertThat(mails).hasSize(2).allSatisfy(mail -> {
            assertThat(mail.subject()).isEqualTo("Re: Hours");
            assertThat(mail.text()).contains("Our shop in Bristol is open");
        });
        assertThat(mails.getFirst().inReplyTo()).isEqualTo("<first-" + person + "@example.org>");
        assertThat(mails.getLast().inReplyTo()).isEqualTo("<second-" + person + "@example.org>");
        assertThat(mails.getLast().references()).contains(mails.getFirst().id());
    }

    private static String person(int number) {
        return "ann" + number + "@example.org";
    }

    private boolean haveAll(int count) {
        return IntStream.range(0, PEOPLE)
                .allMatch(i -> read(person(i)).stream().map(Seen::id).distinct().count() >= count);
    }

    private ParleyProcess start(@Nullable FailPoint death) {
        Map<String, String> environment = Map.of("PARLEY_DATA_DIR", folder.resolve("data").toString(), "SERVER_PORT",
                "0", "PARLEY_EMAIL_ADDRESS", SHOP, "PARLEY_EMAIL_IMAP_URL",
                "imap://support%40shop.example:secret@" + servers.get("MAIL_SERVERS_IMAP") + "/INBOX",
                "PARLEY_EMAIL_SMTP_URL", "smtp://" + servers.get("MAIL_SERVERS_SMTP"));
        return ParleyProcess.start(folder.resolve("parley.log"), environment, death, 2);
    }

    private void write(String from, String id, String subject, String more) throws MessagingException {
        String[] place = String.valueOf(servers.get("MAIL_SERVERS_SMTP")).split(":", 2);
        Session session = Session.getInstance(new Properties());
        String mail = "From: Ann <" + from + ">\r\nTo: " + SHOP + "\r\nSubject: " + subject + "\r\nMessage-ID: " + id
                + "\r\n" + more + "\r\nWhat are your opening hours?\r\n";
        MimeMessage message = new MimeMessage(session,
                new ByteArrayInputStream(mail.getBytes(StandardCharsets.US_ASCII)));
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(place[0], Integer.parseInt(place[1]), null, null);
            transport.sendMessage(message, message.getAllRecipients());
        }
    }

    private List<Seen> read(String address) {
        String[] place = String.valueOf(servers.get("MAIL_SERVERS_IMAP")).split(":", 2);
        try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
            store.connect(place[0], Integer.parseInt(place[1]), address, "secret");
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            List<Seen> seen = new ArrayList<>();
            for (Message message : inbox.getMessages()) {
                seen.add(new Seen(header(message, "Message-ID"), header(message, "In-Reply-To"),
                        header(message, "References"), header(message, "Subject"),
                        new String(message.getInputStream().readAllBytes(), StandardCharsets.UTF_8)));
            }
            return seen;
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String header(Message message, String name) throws MessagingException {
        String[] values = message.getHeader(name);
        return values == null ? "" : values[0];
    }
}
