package io.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.answering.Answer;
import io.parley.answering.Choices;
import io.parley.answering.FaqAnswer;
import io.parley.answering.Handover;
import io.parley.answering.HandoverReason;
import io.parley.answering.Notice;
import io.parley.answering.Suggestion;
import io.parley.channel.ButtonAction;
import io.parley.channel.InboundEvent.MessageEdited;
import io.parley.knowledge.Confidence;
import io.parley.knowledge.FaqId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A choice that is typed is the choice, as one that is pressed is. */
class TypedChoicesTest extends Talk {
    private static final String FIRST = "opening-hours";
    private static final String SECOND = "return-how";

    @Test
    void isWrittenDownAsAPressedOneIs() {
        offered("something with an order");
        long typed = toAnswer(hear("Hi,\n\nnumber 2 please\n\nThanks\nAnn"));
        assertThat(answerAsTheBotDoes(typed)).isInstanceOfSatisfying(FaqAnswer.class,
                answer -> assertThat(answer.reference().entry()).isEqualTo(new FaqId(SECOND)));
        long pressed = toAnswer(press(offered("and something else"), new ButtonAction.Chosen("2")));

        assertThat(replies.pending(typed).question().chosen()).isEqualTo(new FaqId(SECOND))
                .isEqualTo(replies.pending(pressed).question().chosen());
        assertThat(replies.pending(typed).question().command()).isNull();
        assertThat(entry(typed)).isEqualTo(SECOND);
    }

    @Test
    void typingNoneOfTheseIsPressingIt() {
        offered("order problem");
        assertThat(says("none of these, sorry")).isInstanceOfSatisfying(Notice.class,
                notice -> assertThat(notice.kind()).isEqualTo(Notice.Kind.ASK_AGAIN));
        offered("problem with order");
        assertThat(says("no")).isInstanceOfSatisfying(Handover.class,
                handover -> assertThat(handover.reason()).isEqualTo(HandoverReason.UNRESOLVED_CHOICE));
    }

    @Test
    void saysWhatCanBeChosenWhereANumberIsNone() {
        offered("something with an order");

        assertThat(says("7")).isInstanceOfSatisfying(Choices.class, again -> {
            assertThat(again.text()).contains("1 to 2");
            assertThat(again.suggestions()).extracting(Suggestion::entry).containsExactly(new FaqId(FIRST),
                    new FaqId(SECOND));
        });
        assertThat(says("2")).isInstanceOf(FaqAnswer.class);
    }

    @Test
    void countsARepeatedOfferOnce() {
        offered("something with an order");
        says("7");

        assertThat(says("none of these")).isInstanceOfSatisfying(Notice.class,
                notice -> assertThat(notice.kind()).isEqualTo(Notice.Kind.ASK_AGAIN));
    }

    @Test
    void choicesExpireWhenAnotherQuestionWasAsked() {
        offered("something with an order");
        says("What are your opening hours?");

        long typed = toAnswer(hear("2"));

        assertThat(replies.pending(typed).question().chosen()).isNull();
        assertThat(answerAsTheBotDoes(typed)).isNotInstanceOf(FaqAnswer.class);
    }

    @Test
    void choicesStayOpenAcrossSmallTalk() {
        offered("something with an order");
        says("thank you");

        assertThat(says("2")).isInstanceOf(FaqAnswer.class);
    }

    @Test
    void choicesAreGoneAfterStartingOver() {
        offered("something with an order");
        tx(() -> conversations.reset(new io.parley.channel.InboundEvent.ConversationReset(thread, address(), ann,
                "reset" + thread.value(), tick())));

        assertThat(replies.pending(toAnswer(hear("2"))).question().chosen()).isNull();
    }

    @Test
    void anEditedChoiceIsTheOtherChoice() {
        offered("something with an order");
        String key = "m-edit" + thread.value();
        long messageId = toAnswer(tx(() -> conversations.receive(message(key, "1", null, List.of()))));
        answerAsTheBotDoes(messageId);
        tx(() -> conversations.edit(new MessageEdited(thread, address(), ann, key, "2", null, List.of(), tick())));
        assertThat(replies.pending(messageId).question().chosen()).isEqualTo(new FaqId(SECOND));

        tx(() -> conversations.edit(new MessageEdited(thread, address(), ann, key, "Do you sell gift cards?", null,
                List.of(), tick())));
        assertThat(replies.pending(messageId).question().chosen()).isNull();
    }

    @Test
    void anEditThatChangesNothingIsNoFurtherAnswer() {
        for (String typed : List.of("1", "none of these", "7")) {
            offered("something with an order");
            String key = "m-same-" + typed + thread.value();
            answerAsTheBotDoes(toAnswer(tx(() -> conversations.receive(message(key, typed, null, List.of())))));

            assertThat(tx(() -> conversations
                    .edit(new MessageEdited(thread, address(), ann, key, typed, null, List.of(), tick()))))
                    .as(typed).isInstanceOf(InboundOutcome.Handled.class);
        }
    }

    private Answer says(String text) {
        return answerAsTheBotDoes(toAnswer(hear(text)));
    }

    private String entry(long messageId) {
        return jdbc.sql("select faq_id from message where answers_message = ?").param(messageId).query(String.class)
                .single();
    }

    private long offered(String text) {
        List<Suggestion> suggestions = List.of(FIRST, SECOND).stream()
                .map(id -> new Suggestion(new FaqId(id), "Is it " + id + "?")).toList();
        return answer(toAnswer(hear(text)), new Choices("Which one?", new Confidence(0.5), suggestions));
    }
}
