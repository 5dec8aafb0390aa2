package io.parley.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.fake.telegram.FakeChat;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.fake.telegram.Line;
import io.parley.fake.telegram.Said;
import io.parley.fake.telegram.TelegramUser;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.Likeness;
import io.parley.support.HeldReceipts;
import io.parley.support.ParleyTest;
import io.parley.support.Patience;
import io.parley.support.StoredFaq;
import io.parley.support.Taught;
import io.parley.support.TestDatabase;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A ticket is a message in the agents' group, to which agents reply. */
@ParleyTest(properties = {"parley.telegram.limits.chat-per-second=100", "parley.telegram.limits.chat-burst=100",
        "parley.telegram.limits.group-per-minute=1000"})
@DirtiesContext
class AgentGroupTest {
    private static final FakeTelegram telegram = FakeTelegram.start();
    private static final FakeChat group = telegram.supergroup("Agents");
    private static final TelegramUser bob = telegram.user("Bob");
    private static final TelegramUser sam = telegram.user("Sam");

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Likeness likeness;

    @Autowired
    Knowledge knowledge;

    @Autowired
    TestDatabase database;

    @DynamicPropertySource
    static void telegram(DynamicPropertyRegistry properties) {
        properties.add("parley.telegram.token", telegram::token);
        properties.add("parley.telegram.api-url", telegram::url);
        properties.add("parley.telegram.agent-chat", () -> Long.toString(group.id()));
    }

    @BeforeEach
    void agents() {
        jdbc.sql("delete from usage_count").update();
        jdbc.sql("""
                insert into agent (login, name, role, telegram_user) values ('bob', 'Bob', 'agent', ?)
                on conflict (login) do nothing""").param(Long.toString(bob.id())).update();
    }

    @AfterEach
    void sentOnlyWhatTelegramTakes() {
        assertThat(telegram.violations()).isEmpty();
    }

    private static Line line(FakeChat chat, String text) {
        return chat.await(all -> all.stream().anyMatch(shows(text)), Patience.LIMIT).stream().filter(shows(text))
                .toList()
                .getLast();
    }

    private static Predicate<Line> shows(String text) {
        return line -> line.byBot() && line.text().contains(text);
    }

    /** Answers a message of the bot once the bot knows that it was delivered. */
    private Said reply(TelegramUser by, Line line, String text) {
        awaitDeliveries();
        return group.reply(by, line.messageId(), text);
    }

    private void awaitDeliveries() {
        await().until(() -> jdbc.sql("""
                select count(*) from outbox where state in ('queued', 'ready', 'claimed', 'sending')""")
                .query(Integer.class).single() == 0);
    }

    private static boolean reads(FakeChat chat, String text) {
        return chat.transcript().stream().anyMatch(shows(text));
    }

    /** What the bot did with a message's reactions. */
    private static void reacted(Said said, String emoji) {
        await().until(() -> telegram.calls("setMessageReaction").stream()
                .anyMatch(call -> call.request().path("message_id").asInt() == said.messageId()
                        && call.request().toString().contains(emoji)));
    }

    @AfterAll
    static void close() {
        telegram.close();
    }

    @Test
    void answersACustomerFromTheGroupAndKeepsNotesInside() {
        FakeChat ann = telegram.privateChat("Ann");
        ann.say("Do you mend copper kettles?");
        Line ticket = line(group, "copper");
        assertThat(ticket.labels()).contains("Take", "Hand back", "Resolve");
        group.press(bob, ticket, "Take");
        line(ann, "Bob from our team");
        line(group, "Bob has it.");

        Said note = reply(bob, ticket, "NOTE : he is on the list");
        Said reply = reply(bob, ticket, "Yes, we do.");
        Said stranger = reply(sam, ticket, "No, we do not.");

        line(ann, "Yes, we do.");
        reacted(note, "✍");
        reacted(reply, "👌");
        reacted(stranger, "✍");
        group.edit(reply, "Yes, we do, on Mondays.");
        line(ann, "Yes, we do, on Mondays.");
        ann.say("And tin ones?");
        Line more = line(group, "And tin ones?");
        reply(bob, more, "Tin ones as well.");
        line(ann, "Tin ones as well.");
        assertThat(ann.transcript()).noneMatch(line -> line.text().contains("on the list"))
                .noneMatch(line -> line.text().contains("No, we do not."));
        assertThat(ann.transcript().stream().filter(shows("Yes, we do"))).hasSize(1);
        group.press(bob, line(group, "copper"), "Resolve");
        line(group, "Resolved by Bob.");
    }

    @Test
    void asksBeforeTheFirstReply() {
        FakeChat ann = telegram.privateChat("Bea");
        ann.say("Do you mend iron kettles?");
        Line ticket = line(group, "iron");

        reply(bob, ticket, "We mend iron, too.");
        Line question = line(group, "Send this to Bea?");
        group.press(sam, question, "Take and send");
        line(group, "Only the one who wrote it");
        assertThat(reads(ann, "We mend iron, too.")).isFalse();
        group.press(bob, question, "Take and send");

        line(ann, "We mend iron, too.");
    }

    @Test
    void hearsRepliesThatAreQuickerThanTheReceiptOfTheTicket() {
        FakeChat ann = telegram.privateChat("Eve");
        HeldReceipts.during(database, Long.toString(group.id()), "silver", () -> {
            ann.say("Do you mend silver kettles?");
            Line ticket = line(group, "silver");
            jdbc.sql("""
                    update ticket set state = 'taken', taken_by = 'Bob', taken_at = now(),
                        assignee = (select id from agent where login = 'bob')
                    where id = (select max(id) from ticket)""").update();
            Said first = group.reply(bob, ticket.messageId(), "Yes, silver ones.");
            group.edit(first, "Yes, silver ones, too.");
            group.reply(bob, ticket.messageId(), "And silver spoons.");
            await().until(() -> jdbc
                    .sql("""
                            select count(*) from inbox where state = 'deferred' and convert_from(payload, 'UTF8') like '%silver%'""")
                    .query(Integer.class).single() == 3);
        });

        line(ann, "And silver spoons.");
        line(ann, "Yes, silver ones, too.");
        assertThat(ann.transcript().stream().filter(shows("silver"))).extracting(Line::text)
                .satisfiesExactly(text -> assertThat(text).contains("Yes, silver ones, too."),
                        text -> assertThat(text).contains("And silver spoons."));
    }

    @Test
    void aButtonTeachesTheFaqWhatWasTold() {
        Taught.askedAlike(jdbc, likeness, "Is it possible to rent the pottery studio?",
                List.of("We would like to rent your studio for pottery", "What does renting the pottery studio take?"));
        FakeChat ann = telegram.privateChat("Flo");
        ann.say("Can I rent the pottery studio?");
        Line ticket = line(group, "studio");
        group.press(bob, ticket, "Take");
        line(ann, "Bob from our team");
        reply(bob, line(group, "studio"), "The pottery studio is rented out on Mondays, by the hour.");
        line(ann, "rented out on Mondays");
        group.press(bob, line(group, "studio"), "Resolve & teach");

        line(group, "Taught. The bot answers such questions with it");
        FakeChat other = telegram.privateChat("Gil");
        other.say("May a group rent your pottery studio?");
        line(other, "rented out on Mondays");
        assertThat(jdbc.sql("select count(*) from taught_ticket").query(Integer.class).single()).isZero();
        StoredFaq.retire(jdbc, knowledge, "owner is not null");
    }

    @Test
    void takesNoQuestionsThere() {
        awaitDeliveries();
        int before = group.transcript().size();

        group.say(sam, "@" + telegram.bot().username() + " What are your opening hours?");
        await()
                .until(() -> jdbc.sql("select count(*) from inbox where outcome = 'ignored: said among agents'")
                        .query(Integer.class).single() == 1);

        awaitDeliveries();
        assertThat(group.transcript()).hasSize(before + 1);
        assertThat(jdbc.sql("select thread from conversation").query(String.class).list())
                .doesNotContain(Long.toString(group.id()));
    }
}
