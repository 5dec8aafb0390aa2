package io.parley.channel.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.Channel;
import io.parley.channel.ChannelHealth.State;
import io.parley.fake.telegram.FakeChat;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.fake.telegram.Fault;
import io.parley.fake.telegram.Line;
import io.parley.fake.telegram.Press;
import io.parley.fake.telegram.Said;
import io.parley.fake.telegram.TelegramUser;
import io.parley.support.ParleyTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole application with Telegram: what a person sees in a chat. */
@ParleyTest
@DirtiesContext
class TelegramApplicationTest {
    private static final FakeTelegram telegram = FakeTelegram.start();
    private static final String QUESTION = "What are your opening hours?";
    private static final String ANSWER = "Our shop in Bristol is open";

    private final Channel channel;
    private final JdbcClient jdbc;

    @Autowired
    TelegramApplicationTest(@Qualifier("telegramChannel") Channel channel, JdbcClient jdbc) {
        this.channel = channel;
        this.jdbc = jdbc;
    }

    @DynamicPropertySource
    static void telegram(DynamicPropertyRegistry properties) {
        properties.add("parley.telegram.token", telegram::token);
        properties.add("parley.telegram.api-url", telegram::url);
    }

    @AfterEach
    void sentOnlyWhatTelegramTakes() {
        assertThat(telegram.violations()).isEmpty();
    }

    @AfterAll
    static void close() {
        telegram.close();
    }

    @Test
    void answersAQuestionInAPrivateChatWithThumbs() {
        FakeChat chat = telegram.privateChat("Ann");
        Line answer = chat.say(QUESTION).awaitAnswer();
        assertThat(answer.text()).startsWith(ANSWER);
        assertThat(answer.labels()).contains("👍", "👎");
    }

    @Test
    void greetsAndHelps() {
        FakeChat chat = telegram.privateChat("Ann");
        assertThat(chat.say("/start").awaitAnswer().text()).startsWith("Hello!");
        assertThat(chat.say("/help").awaitAnswer().text()).contains("own words");
    }

    @Test
    void takesATypedNumberForTheChoice() {
        FakeChat chat = telegram.privateChat("Ann");
        Line choices = chat.say("my order").awaitAnswer();
        String second = choices.labels().get(1);
        assertThat(chat.say("number 2 please").awaitAnswer().text()).isEqualTo(chat.say(second).awaitAnswer().text())
                .doesNotContain("Which of these", "I am not quite sure");
    }

    @Test
    void answersInTheTopicWhereItWasAsked() {
        TelegramUser ann = telegram.user("Ann");
        FakeChat topic = telegram.forum("Help").topic(ann, "Hours");
        Line answer = topic.say(ann, "@parley_shop_bot " + QUESTION).awaitAnswer();
        assertThat(answer.text()).startsWith(ANSWER);
        assertThat(answer.thread()).isEqualTo(topic.thread());
    }

    @Test
    void correctsItsAnswerInPlaceWhenTheQuestionIsEdited() {
        FakeChat chat = telegram.privateChat("Ann");
        Said said = chat.say(QUESTION);
        int answer = said.awaitAnswer().messageId();
        chat.edit(said, "How long does delivery take?");
        List<Line> after = chat.await(lines -> lines.stream().anyMatch(l -> l.byBot() && l.edits() > 0),
                Duration.ofSeconds(10));
        assertThat(after.stream().filter(Line::byBot)).singleElement().satisfies(line -> {
            assertThat(line.messageId()).isEqualTo(answer);
            assertThat(line.text()).doesNotStartWith(ANSWER);
        });
    }

    @Test
    void countsAThumbAndTheThumbThatTakesItsPlace() {
        FakeChat chat = telegram.privateChat("Ann");
        Line answer = chat.say(QUESTION).awaitAnswer();
        Press up = chat.press(answer, "👍");
        await().until(up::answered);
        await().until(() -> verdicts(chat).equals(List.of(1)));
        chat.press(answer, "👎");
        await().until(() -> verdicts(chat).equals(List.of(-1)));
    }

    @Test
    void countsAReactionAndForgetsOneThatIsTakenBack() {
        FakeChat chat = telegram.privateChat("Ann");
        Line answer = chat.say(QUESTION).awaitAnswer();
        chat.react(answer, "👍");
        await().until(() -> verdicts(chat).equals(List.of(1)));
        chat.react(answer);
        await().until(() -> verdicts(chat).equals(List.of(0)));
    }

    private List<Integer> verdicts(FakeChat chat) {
        return jdbc
                .sql("""
                        select v.vote from verdict v join message t on t.id = v.message_id join conversation c on c.id = t.conversation_id
                        where c.channel = 'telegram' and c.thread = ? order by v.changed_at""")
                .param(Long.toString(chat.id()))
                .query(Integer.class)
                .list();
    }

    @Test
    void callsAPerson() {
        FakeChat chat = telegram.privateChat("Ann");
        assertThat(chat.say("/human my parcel is broken").awaitAnswer().text()).contains("Somebody from our team");
    }

    @Test
    void goesOnInTheSupergroupThatAGroupBecame() {
        TelegramUser ann = telegram.user("Ann");
        FakeChat group = telegram.group("Shop");
        group.say(ann, "@parley_shop_bot " + QUESTION).awaitAnswer();
        FakeChat upgraded = group.migrate();
        assertThat(upgraded.say(ann, "@parley_shop_bot " + QUESTION).awaitAnswer().text()).startsWith(ANSWER);
    }

    @Test
    void deliversWhatWasMeantForAGroupThatMovedMeanwhile() {
        TelegramUser ann = telegram.user("Ann");
        FakeChat group = telegram.group("Shop");
        telegram.faults().inChat(group, "sendMessage", 1, Fault.tooManyRequests(1));
        group.say(ann, "@parley_shop_bot " + QUESTION);
        await().until(() -> telegram.faults().left() == 0);
        FakeChat upgraded = group.migrateSilently();
        assertThat(upgraded.awaitBotMessages(1).getFirst().text()).startsWith(ANSWER);
    }

    @Test
    void answersOnceThroughTrouble() {
        FakeChat chat = telegram.privateChat("Ann");
        telegram.faults().inChat(chat, "sendMessage", 1, Fault.tooManyRequests(1));
        telegram.faults().inChat(chat, "sendMessage", 1, Fault.badGateway());
        telegram.faults().inChat(chat, "sendMessage", 1, Fault.badRequest("can't parse entities: whatever"));
        Line answer = chat.say(QUESTION).awaitAnswer();
        assertThat(answer.text()).startsWith(ANSWER);
        assertThat(answer.formatted()).isFalse();
        assertThat(chat.botMessages()).hasSize(1);
    }

    @Test
    void answersManyChatsAtOnceEachOnce() {
        List<Said> said = IntStream.range(0, 40).mapToObj(i -> telegram.privateChat("Person " + i).say(QUESTION))
                .toList();
        said.forEach(s -> assertThat(s.awaitAnswers(1, Duration.ofSeconds(30))).hasSize(1));
    }

    @Test
    void isUpAndTheOnlyPoller() {
        await().until(() -> channel.health().state() == State.UP);
        assertThat(telegram.polls().mostAtOnce()).isEqualTo(1);
        assertThat(telegram.polls().conflicts()).isZero();
    }
}
