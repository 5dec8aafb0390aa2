package io.parley.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.siegmar.fastcsv.reader.CsvReader;
import io.parley.channel.email.Post;
import io.parley.fake.slack.FakeSlack;
import io.parley.fake.telegram.FakeChat;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.fake.telegram.Line;
import io.parley.support.ParleyTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** Odd strings and prompt injections come over Telegram, Slack and mail to the whole application, each as a message. */
@Tag("hostile")
@ParleyTest
@DirtiesContext
class HostileChannelsTest {
    private static final Path HOSTILE = Path.of("../shared/data/hostile");
    private static final int CHATS = 60;
    private static final int CHANNELS = 20;
    /** Shorter ones are words that answers hold by themselves. */
    private static final int SHORTEST_ECHO = 25;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final FakeTelegram telegram = FakeTelegram.start();
    private static final FakeSlack slack = FakeSlack.start();
    private static final Post post = Post.start();

    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry properties) {
        slack.useSocket();
        properties.add("parley.telegram.token", telegram::token);
        properties.add("parley.telegram.api-url", telegram::url);
        properties.add("parley.slack.bot-token", () -> FakeSlack.BOT_TOKEN);
        properties.add("parley.slack.app-token", () -> FakeSlack.APP_TOKEN);
        properties.add("parley.slack.api-url", () -> slack.url().toString());
        properties.add("parley.slack.limits.channel-per-second", () -> "50");
        properties.add("parley.email.address", () -> Post.SHOP);
        properties.add("parley.email.imap-url", () -> post.imapUrl(Post.SHOP));
        properties.add("parley.email.smtp-url", () -> post.smtpUrl(Post.SHOP));
        properties.add("parley.email.answer-existing", () -> "true");
        properties.add("parley.email.limits.mailbox-per-hour", () -> "10000");
        properties.add("parley.email.limits.mailbox-per-day", () -> "10000");
    }

    @AfterAll
    static void close() {
        post.close();
        slack.close();
        telegram.close();
    }

    @Test
    void breaksNothingAndRepeatsNothing() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(HOSTILE), "Skipped: " + HOSTILE + " with hostile input is not here");
        List<String> said = hostile();
        List<FakeChat> chats = IntStream.range(0, CHATS).mapToObj(i -> telegram.privateChat("Visitor " + i)).toList();
        for (int i = 0; i < said.size(); i++) {
            chats.get(i % CHATS).say(said.get(i));
            slack.say("C" + i % CHANNELS, "U1", "<@" + FakeSlack.BOT + "> " + said.get(i), null);
            post.deliver(Post.SHOP,
                    Post.from("Visitor", "visitor@domain" + i + ".example").saying(said.get(i)));
        }

        await().atMost(PATIENCE).until(() -> count("select count(*) from inbox where channel = 'email'") >= said.size()
                && count("select count(*) from inbox where state <> 'done'") == 0
                && count("select count(*) from outbox where state <> 'sent'") == 0);
        List<String> shown = shown(chats);
        List<String> echoed = said.stream().filter(text -> text.strip().length() >= SHORTEST_ECHO)
                .filter(text -> shown.stream().anyMatch(answer -> answer.contains(text.strip()))).toList();
        System.out.printf("Hostile messages: %d on each of 3 channels, %d events done, %d answers read, %d echoed%n",
                said.size(), count("select count(*) from inbox"), shown.size(), echoed.size());

        assertThat(echoed).isEmpty();
        assertThat(shown).hasSizeGreaterThan(said.size());
        assertThat(telegram.violations()).isEmpty();
        assertThat(slack.violations()).isEmpty();
    }

    private static List<String> shown(List<FakeChat> chats) {
        Stream<String> inChats = chats.stream().flatMap(chat -> chat.botMessages().stream()).map(Line::text);
        Stream<String> inChannels = IntStream.range(0, CHANNELS).boxed().flatMap(i -> slack.posts("C" + i).stream())
                .filter(message -> message.user().equals(FakeSlack.BOT)).map(io.parley.fake.slack.Post::seen);
        return Stream.concat(inChats, inChannels).toList();
    }

    private long count(String query) {
        return jdbc.sql(query).query(Long.class).single();
    }

    private static List<String> hostile() throws IOException {
        List<String> said = new ArrayList<>();
        JsonMapper.shared().readTree(HOSTILE.resolve("naughty-strings.json").toFile())
                .forEach(node -> said.add(node.asString()));
        try (var rows = CsvReader.builder()
                .ofNamedCsvRecord(HOSTILE.resolve("prompt-injections/prompt_injections.csv"))) {
            rows.forEach(row -> said.add(row.getField("prompt")));
        }
        return said.stream().filter(text -> !text.isBlank()).toList();
    }
}
