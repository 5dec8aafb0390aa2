package io.parley.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.Parley;
import io.parley.channel.email.Post;
import io.parley.channel.email.message.Incoming;
import io.parley.fake.slack.FakeSlack;
import io.parley.fake.telegram.FakeChat;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.fake.telegram.Line;
import io.parley.fake.telegram.Said;
import io.parley.knowledge.faq.Lesson;
import io.parley.knowledge.search.FaqIndexes;
import io.parley.knowledge.search.HeldWords;
import io.parley.support.ParleyTest;
import io.parley.support.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who left their mark on all four channels erases themselves there; no instance, table, log or thread has it then. */
@ParleyTest
@DirtiesContext
@Timeout(400)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(OutputCaptureExtension.class)
class ErasedEverywhereTest {
    private static final FakeSlack slack = FakeSlack.start();
    private static final FakeTelegram telegram = FakeTelegram.start();
    private static final Post post = Post.start();
    private static final String AGENTS = "C0AGENTS";
    private static final String BOB = "U0BOB";
    private static final String MARK = "quokka";
    private static final String BYSTANDER = "bystander";
    private static final String PASSED = "mx.shop.example; dmarc=pass header.from=example.org";
    private static final String BEGUN = "I am deleting everything";
    private static final String QUESTION = "Shall I delete everything";

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;
    @Autowired
    Erasures erasures;
    @Autowired
    PersonExport exports;
    @Autowired
    FaqIndexes here;
    @Autowired
    TestDatabase database;

    @TempDir
    Path data;

    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("parley.public-url", "https://chat.shop.example");
        settings.put("parley.handover.undo", "0s");
        settings.put("parley.learning.refit-after", "1000");
        settings.put("parley.slack.bot-token", FakeSlack.BOT_TOKEN);
        settings.put("parley.slack.signing-secret", FakeSlack.SECRET);
        settings.put("parley.slack.agent-channel", AGENTS);
        settings.put("parley.slack.api-url", slack.url().toString());
        settings.put("parley.slack.limits.channel-per-second", "50");
        settings.put("parley.telegram.token", telegram.token());
        settings.put("parley.telegram.api-url", telegram.url().toString());
        settings.put("parley.telegram.limits.chat-per-second", "100");
        settings.put("parley.telegram.limits.chat-burst", "100");
        settings.put("parley.email.address", Post.SHOP);
        settings.put("parley.email.imap-url", post.imapUrl(Post.SHOP));
        settings.put("parley.email.smtp-url", post.smtpUrl(Post.SHOP));
        settings.put("parley.email.answer-existing", "true");
        settings.put("parley.email.check-every", "2s");
        settings.put("parley.email.authserv-id", "mx.shop.example");
        settings.put("parley.email.limits.domain-per-hour", "1000");
        settings.put("parley.email.limits.domain-per-day", "1000");
        return settings;
    }

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry properties) {
        settings().forEach((name, value) -> properties.add(name, () -> value));
    }

    @BeforeEach
    void start() {
        slack.bringTo(URI.create("http://127.0.0.1:" + port + "/slack/events"));
        jdbc.sql("delete from usage_count").update();
        jdbc.sql("""
                insert into agent (login, name, role, slack_user) values ('bob', 'Bob', 'agent', ?)
                on conflict do nothing""").param(BOB).update();
    }

    @AfterEach
    void end() {
        http.close();
    }

    /** Somebody on one of the channels. */
    private interface Talk {
        /** Says something new, and waits until all is done that comes of it. */
        void says(String text);

        /** Changes the first thing that they said, where one can. */
        default void edits(String text) {}

        /** Says that the last answer helped. */
        default void votes(String comment) {}

        /** Says yes to the bot's question. */
        default void confirms() {
            says("yes");
        }

        /** What the bot said that stands there now. */
        List<String> read();
    }

    private final class Web implements Talk {
        private String session = "";
        private long last;

        @Override
        public void says(String text) {
            JsonNode answer = sends("/api/chat", session.isEmpty()
                    ? Map.of("message", text)
                    : Map.of("sessionId", session, "message", text));
            session = answer.path("sessionId").asString(session);
            last = answer.path("messageId").asLong(last);
            settled();
        }

        @Override
        public void votes(String comment) {
            sends("/api/feedback", Map.of("sessionId", session, "messageId", Long.toString(last), "vote", 1,
                    "comment", comment));
            settled();
        }

        @Override
        public List<String> read() {
            return List.of();
        }
    }

    private final class Telegram implements Talk {
        private final FakeChat chat;
        private @Nullable Said first;

        Telegram(String who) {
            chat = telegram.privateChat(who);
        }

        @Override
        public void says(String text) {
            Said said = chat.say(text);
            first = first == null ? said : first;
            arrived("telegram", chat.id() + "/" + said.messageId());
        }

        @Override
        public void edits(String text) {
            chat.edit(Objects.requireNonNull(first), text);
            await().until(
                    () -> jdbc.sql("select exists (select from message where text = ?)").param(text)
                            .query(Boolean.class).single());
            settled();
        }

        @Override
        public void confirms() {
            Line question = bot().filter(one -> one.text().contains(QUESTION)).toList().getLast();
            chat.press(question, "Yes, delete everything");
            await().until(() -> read().stream().anyMatch(text -> text.contains(BEGUN)));
        }

        private Stream<Line> bot() {
            return chat.transcript().stream().filter(Line::byBot);
        }

        @Override
        public List<String> read() {
            return bot().map(Line::text).toList();
        }
    }

    private final class Slack implements Talk {
        private final String place;
        private final String user;
        private String first = "";

        Slack(String who) {
            place = "D0" + who.toUpperCase(Locale.ROOT).substring(0, 2);
            user = "U" + who.toUpperCase(Locale.ROOT);
        }

        @Override
        public void says(String text) {
            String ts = slack.say(place, user, text, first.isEmpty() || text.equals("yes") ? null : first);
            first = first.isEmpty() ? ts : first;
            settled();
        }

        @Override
        public void edits(String text) {
            slack.edit(place, first, text);
            await().until(() -> jdbc.sql("select exists (select from message where text = ?)").param(text)
                    .query(Boolean.class).single());
            settled();
        }

        @Override
        public List<String> read() {
            return slack.posts(place).stream().filter(one -> one.user().equals(FakeSlack.BOT))
                    .map(io.parley.fake.slack.Post::seen).toList();
        }
    }

    private final class Mail implements Talk {
        private final String who;
        private final String address;

        Mail(String who) {
            this.who = who;
            this.address = who + "@example.org";
        }

        @Override
        public void says(String text) {
            List<Incoming> got = post.inbox(address);
            Post.Letterhead letter = Post.from(who, address).with("Authentication-Results", PASSED);
            String quoted = "\n\nOn Sat, 21 Nov 2026 at 10:00, Shop <support@shop.example> wrote:\n> Dear " + who
                    + ", I am " + who;
            int before = mails();
            post.deliver(Post.SHOP, got.isEmpty()
                    ? letter.with("Subject", "I am " + who).saying(text)
                    : letter.answering(got.getLast()).saying(text + "\n\nKind regards\n" + who + quoted));
            await().until(() -> mails() > before);
            settled();
        }

        private int mails() {
            return count("select count(*) from inbox where channel = 'email'");
        }

        @Override
        public List<String> read() {
            return post.inbox(address).stream().map(Post::plain).toList();
        }
    }

    @AfterAll
    static void close() {
        slack.close();
        telegram.close();
        post.close();
    }

    @Test
    @Order(1)
    void aForgedMailErasesNobody() {
        Mail talk = new Mail("victim");
        talk.says("How do I reset my password?");
        for (String results : List.of("mx.shop.example; dmarc=fail header.from=example.org",
                "mx.shop.example; dkim=none; spf=none smtp.mailfrom=evil.example; dmarc=none",
                "evil.example; dmarc=pass")) {
            forged("delete my data", results);
            forged("yes", results);
        }
        assertThat(count("select count(*) from erasure")).isZero();
        assertThat(count("select count(*) from privacy_request where message_id is not null")).isZero();
        assertThat(talk.read()).noneMatch(text -> text.contains(QUESTION));

        talk.says("Please delete all my data");
        forged("yes", "mx.shop.example; dkim=none; spf=none smtp.mailfrom=evil.example; dmarc=none");
        assertThat(talk.read()).anyMatch(text -> text.contains(QUESTION));
        assertThat(count("select count(*) from erasure")).isZero();
    }

    private void forged(String text, String results) {
        int before = count("select count(*) from inbox where channel = 'email'");
        post.deliver(Post.SHOP, Post.from("victim", "victim@example.org").with("Authentication-Results", results)
                .saying(text));
        await().until(() -> count("select count(*) from inbox where channel = 'email'") > before);
        settled();
    }

    @Test
    @Order(2)
    void theMarkOfSomebodyOnAllChannelsIsNowhere(CapturedOutput log) {
        try (ConfigurableApplicationContext other = another()) {
            FaqIndexes there = other.getBean(FaqIndexes.class);
            for (Talk talk : talks(BYSTANDER)) {
                lives(talk, BYSTANDER);
            }
            List<String> others = rows();
            List<Talk> talks = talks(MARK);
            for (Talk talk : talks) {
                lives(talk, MARK);
            }
            await().until(() -> HeldWords.have(here, MARK) && HeldWords.have(there, MARK));
            assertThat(marked()).contains("conversation", "faq_phrasing", "gap_question", "lesson",
                    "mail_in", "mail_out", "mail_thread", "message", "outbox", "participant", "regression_case",
                    "suggestion", "ticket_search", "verdict", "web_message");
            assertThat(byBot(AGENTS)).anyMatch(seen -> seen.toLowerCase(Locale.ROOT).contains(MARK));

            assertThat(exported("email").path("mails").path(0).path("subject").asString()).contains(MARK);

            for (Talk talk : talks) {
                talk.says("Please delete all my data");
                talk.confirms();
            }
            assertThat(count("select count(*) from erasure where asked_by = 'the person'")).isEqualTo(4);
            await().until(() -> {
                erasures.run();
                return count("select count(*) from erasure where done_at is null") == 0;
            });
            settled();

            assertThat(marked()).isEmpty();
            assertThat(rows()).containsAll(others);
            await().until(() -> !HeldWords.have(here, MARK) && !HeldWords.have(there, MARK));
            assertThat(HeldWords.have(here, BYSTANDER) && HeldWords.have(there, BYSTANDER)).isTrue();
            assertThat(byBot(AGENTS)).noneMatch(seen -> seen.toLowerCase(Locale.ROOT).contains(MARK));
            assertThat(byBot(AGENTS)).anyMatch(seen -> seen.toLowerCase(Locale.ROOT).contains(BYSTANDER));
            assertThat(talks.get(1).read()).singleElement().asString().contains(BEGUN);
            assertThat(talks.get(2).read()).singleElement().asString().contains(BEGUN);
            assertThat(talks.get(3).read().getLast()).contains(BEGUN);
            assertThat(log.getAll().toLowerCase(Locale.ROOT)).doesNotContain(MARK);
            assertThat(slack.violations()).isEmpty();
            assertThat(telegram.violations()).isEmpty();
        }
    }

    @Test
    @Order(3)
    void whereOthersReadAlongTheyAreAskedToWriteDirectly() {
        slack.say("C0SHOP", "U0ANN", "<@" + FakeSlack.BOT + "> delete my data", null);
        FakeChat group = telegram.supergroup("Customers");
        group.say(telegram.user("Tom"), "/forget@" + telegram.bot().username());
        settled();

        await().until(() -> byBot("C0SHOP").stream().anyMatch(seen -> seen.contains("in a direct message")));
        await().until(() -> group.botMessages().stream().anyMatch(line -> line.text().contains("in a direct message")));
        assertThat(byBot("C0SHOP")).noneMatch(seen -> seen.contains(QUESTION));
    }

    @Test
    @Order(4)
    void aCommandOfSlackIsAnsweredToThemAlone() {
        slack.command("C0OTHER", "U0EVE", "/forget", "");
        settled();
        io.parley.fake.slack.Post question = await().until(() -> slack.posts("C0OTHER").stream()
                .filter(one -> one.seen().contains(QUESTION)).findFirst(), Optional::isPresent).orElseThrow();
        assertThat(question.onlyFor()).isEqualTo("U0EVE");

        slack.press("U0EVE", question, "c");

        await().until(() -> byBot("C0OTHER").stream().anyMatch(seen -> seen.contains(BEGUN)));
    }

    private List<Talk> talks(String who) {
        return List.of(new Web(), new Telegram(who), new Slack(who), new Mail(who));
    }

    /** Asks, changes that, votes, gets an agent who answers in Slack, and is learned from. */
    private void lives(Talk talk, String who) {
        talk.says("I am " + who + ". How do I reset my password?");
        talk.edits("I am still " + who + ". How do I reset my password?");
        talk.votes("Yours " + who);
        talk.says("I want to talk to a human please, I am " + who);
        long ticket = jdbc.sql("select max(id) from ticket").query(Long.class).single();
        slack.press(BOB, card(ticket), "g:take");
        await().until(() -> card(ticket).seen().contains("Bob has it."));
        slack.say(AGENTS, BOB, "Dear " + who + ", use the link.", card(ticket).ts());
        await().until(() -> count("select count(*) from message where author = 'agent' and agent is not null"
                + " and conversation_id = (select conversation_id from ticket where id = " + ticket + ")") > 0);
        settled();
        talk.says("Thanks, all is well for " + who);
        isLearnedFrom(who, ticket);
    }

    private static io.parley.fake.slack.Post card(long ticket) {
        return await().until(() -> slack.posts(AGENTS).stream()
                .filter(one -> one.thread() == null && one.seen().startsWith("Ticket " + ticket + ":")).findFirst(),
                Optional::isPresent).orElseThrow();
    }

    private void isLearnedFrom(String who, long ticket) {
        long person = jdbc.sql("select participant_id from ticket where id = ?").param(ticket).query(Long.class)
                .single();
        long asked = jdbc.sql("select min(id) from message where participant_id = ?").param(person).query(Long.class)
                .single();
        String entry = jdbc.sql("select id from faq_entry where state = 'published' order by id limit 1")
                .query(String.class).single();
        String question = "where is " + who + " number " + person;
        byte[] hash = Lesson.key(question);
        jdbc.sql(
                """
                        with next as (update faq_change set number = number + 1 returning number),
                        taught as (insert into lesson (entry, hash, text, revision, weighed)
                            values (:entry, :hash, :question, 1, 1) returning id),
                        known as (insert into faq_phrasing (entry, kind, origin, text, hash)
                            values (:entry, 'confirmed', 'learned', :question, :hash)),
                        kept as (insert into regression_case (text, hash, expected, origin, added_at)
                            values (:question, :hash, :entry, 'named', now())),
                        noted as (insert into ticket_note (ticket_id, key, agent, text, written_at)
                            values (:ticket, 'k', 'Bob', :question, now())),
                        missed as (insert into gap_question (message_id, revision, voice, text, language, vector, why, asked_at)
                            values (:asked, 9, '', :question, 'en', '', 'thumbs_down', now())),
                        made as (insert into suggestion (kind, similarity, differs, question, answer, ways, language, marks,
                                private_act, vector, made_at)
                            values ('new', 0, '{}', :question, :question, array[:question], 'en', array[:question], false,
                                convert_to(:question, 'UTF8'), now()) returning id),
                        source as (insert into suggestion_source (suggestion, ticket_id, message_id, participant_id, said_at)
                            select id, :ticket, :asked, :person, now() from made),
                        shown as (update faq_entry set change = (select number from next) where id = :entry)
                        insert into lesson_vote (lesson, person, voice, said, message, said_at)
                        select id, 'participant:' || :person, 'participant:' || :person, 'helpful', :asked, now() from taught""")
                .param("entry", entry).param("hash", hash).param("question", question).param("ticket", ticket)
                .param("asked", asked).param("person", person).update();
    }

    /** What is handed out of the one on a channel who has the mark. */
    private JsonNode exported(String channel) {
        long person = jdbc.sql("select id from participant where channel = ? and external_id like ?").param(channel)
                .param(MARK + "%").query(Long.class).single();
        return json.readTree(exports.of(person, "Kim").orElseThrow());
    }

    private static List<String> byBot(String place) {
        return slack.posts(place).stream().filter(one -> one.user().equals(FakeSlack.BOT))
                .map(io.parley.fake.slack.Post::seen).toList();
    }

    private ConfigurableApplicationContext another() {
        Map<String, String> all = settings();
        all.putAll(Map.of("server.port", "0", "spring.datasource.url", database.getJdbcUrl(),
                "spring.datasource.username", database.getUsername(), "spring.datasource.password",
                database.getPassword(), "parley.admin.password", "open sesame", "parley.data-dir", data.toString()));
        return new SpringApplicationBuilder(Parley.class).run(all.entrySet().stream()
                .map(one -> "--" + one.getKey() + "=" + one.getValue()).toArray(String[]::new));
    }

    private void arrived(String channel, String externalId) {
        await().until(() -> jdbc.sql("""
                select exists (select from inbox where channel = ? and key like '%' || ?)
                    or exists (select from message where external_id = ?)""").param(channel).param(externalId)
                .param(externalId).query(Boolean.class).single());
        settled();
    }

    private void settled() {
        await().until(() -> slack.isIdle() && count("""
                select (select count(*) from inbox where state not in ('done', 'dead_letter'))
                    + (select count(*) from outbox where state in ('queued', 'ready', 'claimed', 'sending'))
                    + (select count(*) from lesson where weighed <> revision)""") == 0);
    }

    private int count(String query) {
        return jdbc.sql(query).query(Integer.class).single();
    }

    private JsonNode sends(String path, Map<String, ?> body) {
        HttpResponse<String> response = http.sendAsync(HttpRequest
                .newBuilder(URI.create("http://localhost:" + port + path)).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.writeValueAsString(body))).build(), BodyHandlers.ofString()).join();
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 202);
        return json.readTree(response.body());
    }

    /** The tables in which the mark is, in any column of text, json or bytes. */
    private List<String> marked() {
        String bytes = HexFormat.of().formatHex(MARK.getBytes(StandardCharsets.UTF_8));
        return tables().stream().filter(table -> database.jdbc().sql("select exists (select from " + table
                + " t where lower(to_jsonb(t)::text) ~ ?)").param(MARK + "|" + bytes).query(Boolean.class).single())
                .toList();
    }

    private List<String> tables() {
        return database.jdbc().sql("""
                select table_name from information_schema.tables
                where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1""").query(String.class)
                .list();
    }

    /** All rows, but for those that tick by themselves, and the numbers by which instances see what changed. */
    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (String table : tables()) {
            if (!List.of("instance", "scheduled_tasks", "faq_change", "usage_count", "mail_folder", "mail_try",
                    "episode_due")
                    .contains(table)) {
                database.jdbc().sql("select to_jsonb(t) - 'change' - 'vector' - 'model' - 'dimension' from " + table
                        + " t").query(String.class).list().forEach(row -> rows.add(table + row));
            }
        }
        return rows;
    }

    /** Longer than anything takes, however busy the machine is. */
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(90));
    }
}
