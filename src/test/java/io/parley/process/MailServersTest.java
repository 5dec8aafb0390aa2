package io.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.cluster.FailPoint;
import io.parley.process.MailServers.Seen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One process between a real Postfix and a real Dovecot, which {@code .ci/mail-servers} starts. */
@Tag("mail-servers")
class MailServersTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int PEOPLE = 10;
    private static final List<FailPoint> DEATHS = List.of(FailPoint.AFTER_ANSWER_FOUND, FailPoint.AFTER_SEND);
    private static final String HOURS = "What are your opening hours?";
    private static final String OPEN = "Our shop in Bristol is open";

    private static final MailServers servers = new MailServers();

    @BeforeAll
    static void find() {
        assertThat(servers.run())
                .as("Mail servers: run this by .ci/mail-servers, with Debian's dovecot-imapd and postfix").isTrue();
    }

    private static String person(int number) {
        return "ann" + number + "@example.org";
    }

    private static void write(String from, String subject, String more, String text) {
        servers.send("From: " + from + "\nTo: " + MailServers.SHOP + "\nSubject: " + subject + "\n" + more + "\n" + text
                + "\n");
    }

    private static ParleyProcess start(Path folder, Map<String, String> more, @Nullable FailPoint death) {
        Map<String, String> settings = new HashMap<>(servers.settings(folder.resolve("data")));
        settings.putAll(more);
        return ParleyProcess.start(folder.resolve("parley.log"), settings, death, 2);
    }

    private static void awaitReading(ParleyProcess process) {
        await().atMost(PATIENCE).until(() -> process.lastWords().contains("is read from now on"));
    }

    /** The process is killed again and again. */
    @Nested
    class Kills {
        @TempDir
        Path folder;

        @Test
        void answersEachMailOnceInItsThread() throws Exception {
            int inFlight;
            for (FailPoint death : DEATHS) {
                try (ParleyProcess process = start(folder, Map.of("SERVER_PORT", "0"), death)) {
                    if (death == DEATHS.getFirst()) {
                        awaitReading(process);
                        for (int i = 0; i < PEOPLE; i++) {
                            write(person(i), "Hours", "Message-ID: <first-" + i + "@example.org>\n", HOURS);
                        }
                    }
                    assertThat(process.diesWithin(PATIENCE)).as(death + "\n" + process.lastWords()).isTrue();
                }
            }
            try (ParleyProcess process = start(folder, Map.of("SERVER_PORT", "0"), null)) {
                await().atMost(PATIENCE).until(() -> haveAll(1));
                for (int i = 0; i < PEOPLE; i++) {
                    write(person(i), "Re: Hours", "Message-ID: <second-" + i + "@example.org>\nIn-Reply-To: "
                            + servers.read(person(i)).getFirst().id() + "\n", HOURS);
                }
                await().atMost(PATIENCE).until(() -> haveAll(2));
                inFlight = OutboxSends.lost(folder.resolve("data"));
                assertThat(process.stopsWithin(Duration.ofMinutes(1))).as(process.lastWords()).isTrue();
            }
            int copies = 0;
            for (int i = 0; i < PEOPLE; i++) {
                List<Seen> all = servers.read(person(i));
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
                assertThat(mail.text()).contains(OPEN);
            });
            assertThat(mails.getFirst().inReplyTo()).isEqualTo("<first-" + person + "@example.org>");
            assertThat(mails.getLast().inReplyTo()).isEqualTo("<second-" + person + "@example.org>");
            assertThat(mails.getLast().references()).contains(mails.getFirst().id());
        }

        private static boolean haveAll(int count) {
            return IntStream.range(0, PEOPLE)
                    .allMatch(i -> servers.read(person(i)).stream().map(Seen::id).distinct().count() >= count);
        }
    }

    /** The process serves, and mails come of which not each is a person's first one, with an id, from a program that fits in. */
    @Nested
    class Deliveries {
        private static final String EVERYBODY = "everybody@loop.example";
        private static final int LOOPS = 20;
        private static final int MOST_TO_A_DOMAIN = 60;

        private static final Operator operator = new Operator();
        private static @Nullable ParleyProcess process;

        @TempDir
        static Path folder;

        @BeforeAll
        static void serve() {
            ParleyProcess started = start(folder, operator.settings(), null);
            process = started;
            awaitReading(started);
            await().atMost(PATIENCE).until(started::isServing);
        }

        @AfterAll
        static void end() {
            if (process != null) {
                process.close();
            }
        }

        /** Why mails of a sender, or of a domain, were not answered. */
        private static List<String> reasons(String sender) {
            return operator.get("/api/mails/unanswered?limit=200").valueStream()
                    .filter(mail -> mail.path("sender").asString().endsWith(sender))
                    .map(mail -> mail.path("reason").asString()).toList();
        }

        private static List<Seen> got(String address, int mails) {
            await().atMost(PATIENCE).until(() -> servers.read(address).size() >= mails);
            return servers.read(address);
        }

        private static void fillIn(String name, String address, String text) {
            write("Shop form <wordpress@shop.example>", "Contact form",
                    "Reply-To: " + name + " <" + address + ">\n",
                    "Name: " + name + "\nMessage: " + text + "\n\n--\nSent from the contact form");
        }

        @Test
        void answersTheVisitorsOfAFormAndGoesOnWithThem() {
            fillIn("Ben Hill", person(10), HOURS);
            fillIn("Cat Moor", person(11), HOURS);
            Seen toBen = got(person(10), 1).getFirst();
            Seen toCat = got(person(11), 1).getFirst();
            assertThat(List.of(toBen, toCat)).allSatisfy(mail -> assertThat(mail.text()).contains(OPEN));
            assertThat(toBen.to()).isEqualTo(person(10));
            assertThat(toBen.text()).startsWith("Hello Ben Hill,");
            assertThat(toCat.text()).startsWith("Hello Cat Moor,");
            write(person(10), "Re: Contact form", "In-Reply-To: " + toBen.id() + "\n", "I want to talk to a person");
            assertThat(got(person(10), 2)).hasSize(2);
            List<JsonNode> tickets = operator.get("/api/tickets").valueStream()
                    .filter(ticket -> ticket.path("address").asString("").equals(person(10))).toList();
            assertThat(tickets).hasSize(1);
            assertThat(
                    operator.get("/api/tickets/" + tickets.getFirst().path("id").asLong()).path("turns").valueStream()
                            .filter(line -> line.path("author").asString().equals("customer"))
                            .map(line -> line.path("text").asString().strip()))
                    .containsExactly(HOURS, "I want to talk to a person");
            assertThat(servers.read(person(11))).hasSize(1);
        }

        @Test
        void tellsMailsWithoutAnIdByWhatTheySay() {
            write(person(12), "A question", "", HOURS);
            write(person(12), "A question", "", "How do I return a product?");
            write(person(12), "A question", "", HOURS);
            await().atMost(PATIENCE).until(() -> !reasons(person(12)).isEmpty());
            List<Seen> answers = got(person(12), 2);
            assertThat(answers).hasSize(2).extracting(Seen::text).anyMatch(text -> text.contains(OPEN))
                    .anyMatch(text -> !text.contains(OPEN));
            assertThat(reasons(person(12))).containsExactly("it came in before");
        }

        @Test
        void keepsWhatAPersonWritesBeyondTheLimitAndSaysSoOnce() {
            for (int i = 0; i < 8; i++) {
                write(person(13), i == 0 ? "Hours" : "Re: Hours", "Message-ID: <many-" + i + "@example.org>\n", HOURS);
            }
            await().atMost(PATIENCE).until(() -> reasons(person(13)).size() == 3);
            List<Seen> answers = got(person(13), 6);
            assertThat(answers).hasSize(6);
            assertThat(answers.stream().filter(mail -> mail.text().contains(OPEN))).hasSize(5);
            assertThat(answers.stream().filter(mail -> mail.text().contains("I pause my automatic answers")))
                    .hasSize(1);
            assertThat(reasons(person(13))).hasSize(3).containsOnly("too many mails in this thread");
        }

        @Test
        void readsTheTextOfALargeMailWhereverItStands() {
            String text = part("text/plain; charset=utf-8", HOURS);
            String picture = part("image/jpeg; name=\"lamp.jpg\"\nContent-Transfer-Encoding: base64",
                    ("QUJD".repeat(19) + "\n").repeat(40_000));
            writeParts(person(14), text, picture);
            writeParts(person(15), picture, text);
            assertThat(got(person(14), 1)).singleElement().extracting(Seen::text).asString().contains(OPEN);
            assertThat(got(person(15), 1)).singleElement().extracting(Seen::text).asString().contains(OPEN);
        }

        private static void writeParts(String from, String first, String second) {
            write(from, "My lamp", "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=limit\n",
                    first + second + "--limit--");
        }

        private static String part(String type, String content) {
            return "--limit\nContent-Type: " + type + "\n\n" + content + "\n";
        }

        /** Twenty programs without any mark answer each mail of ours, each time from another address of their domain. */
        @Test
        void endsALoopThatChangesItsAddress() {
            Set<String> answered = new HashSet<>();
            for (int i = 0; i < LOOPS; i++) {
                writeFromTheLoop("start-" + i, "");
            }
            await().atMost(PATIENCE).until(() -> {
                for (Seen mail : servers.read(EVERYBODY)) {
                    if (answered.add(mail.id())) {
                        writeFromTheLoop("next-" + answered.size(), "In-Reply-To: " + mail.id() + "\n");
                    }
                }
                return reasons("loop.example").size() == LOOPS;
            });
            assertThat(servers.read(EVERYBODY)).hasSize(MOST_TO_A_DOMAIN);
            assertThat(reasons("loop.example")).hasSize(LOOPS)
                    .containsOnly("too many automatic answers to this domain");
        }

        private static void writeFromTheLoop(String name, String more) {
            String domain = name.hashCode() % 2 == 0 ? "@loop.example" : "@mail.loop.example";
            write(name + domain, "About " + name, more, "You said: " + HOURS);
        }
    }
}
