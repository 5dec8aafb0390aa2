package io.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.answering.Handover;
import io.parley.answering.HandoverReason;
import io.parley.channel.InboundEvent;
import io.parley.channel.Language;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Messages that the bot is not to answer. */
class KeptMessagesTest extends Talk {
    private static final String PERSON = "I want to talk to a human please";
    private static final String PAUSE = "I pause for a while.";
    private static final InboundOutcome KEPT = new InboundOutcome.Handled("kept: too many");

    @Autowired
    KeptMessages kept;

    private InboundOutcome keep(String text, boolean personOnRequest, @Nullable String notice) {
        return keep(new InboundEvent.MessageKept(
                message(thread.value() + "-" + tick(), text, null, List.of("lamp.jpg")), "too many",
                personOnRequest, notice == null ? null : Map.of(Language.EN, notice)));
    }

    private InboundOutcome keep(InboundEvent.MessageKept one) {
        return tx(() -> kept.keep(one));
    }

    private List<String> said() {
        return jdbc.sql("select author || ': ' || text from message where conversation_id = ? order by id")
                .param(conversation()).query(String.class).list();
    }

    @Test
    void standOnceInTheConversationHoweverOftenTheyAreRead() {
        InboundEvent.MessageKept one = new InboundEvent.MessageKept(
                message(thread.value(), "And on Sundays?", null, List.of()), "too many", true,
                Map.of(Language.EN, PAUSE));
        assertThat(keep(one)).isEqualTo(KEPT);
        assertThat(keep(one)).isEqualTo(new InboundOutcome.Handled("known already"));
        assertThat(said()).containsExactly("participant: And on Sundays?", "bot: " + PAUSE);
        assertThat(jdbc.sql("select count(*) from outbox where address = ?").param(thread.value())
                .query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void bringAPersonOnlyWhereThatIsAllowed() {
        assertThat(keep(PERSON, false, null)).isEqualTo(KEPT);
        assertThat(keep("And on Sundays?", true, null)).isEqualTo(KEPT);
        assertThat(answerAsTheBotDoes(toAnswer(keep(PERSON, true, PAUSE)))).isInstanceOfSatisfying(Handover.class,
                handover -> assertThat(handover.reason()).isEqualTo(HandoverReason.ASKED_FOR_PERSON));
        assertThat(keep(PERSON, true, null)).isEqualTo(KEPT);
        assertThat(said()).hasSize(5);
    }

    @Test
    void bringNoWordOfTheBotWhereSomebodyWasAskedForOrIsThere() {
        for (String state : List.of("waiting", "with_agent")) {
            keep("It is about my lamp.", true, null);
            jdbc.sql("update conversation set state = ? where id = ?").param(state).param(conversation()).update();
            assertThat(keep("The green one.", true, PAUSE)).isEqualTo(KEPT);
            assertThat(said()).noneMatch(line -> line.startsWith("bot"));
        }
    }
}
