package io.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.answering.Answer;
import io.parley.answering.Choices;
import io.parley.answering.Handover;
import io.parley.answering.HandoverReason;
import io.parley.answering.Notice;
import io.parley.answering.Suggestion;
import io.parley.channel.ButtonAction;
import io.parley.channel.Command;
import io.parley.channel.InboundEvent.MessageDeleted;
import io.parley.channel.InboundEvent.MessageEdited;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.Language;
import io.parley.channel.Person;
import io.parley.channel.scripted.ScriptedChannel;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.ranking.Confidence;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Conversations event by event, with the answers that a test decides on. */
class ConversationsTest extends Talk {
    private static final List<String> OFFERED = List.of("first-of-two", "second-of-two");

    @Test
    void handsOverAtTheSecondPressOfNoneOfThese() {
        assertThat(pressNoneOf(offered("order problem"))).isInstanceOf(Notice.class);

        assertThat(pressNoneOf(offered("problem with order"))).isInstanceOfSatisfying(Handover.class,
                handover -> assertThat(handover.reason()).isEqualTo(HandoverReason.UNRESOLVED_CHOICE));
    }

    @Test
    void speaksTheLanguageOfThePersonUntilTheyChangeIt() {
        long german = toAnswer(hear("Ich möchte mit einem Mitarbeiter sprechen"));
        assertThat(answerAsTheBotDoes(german).text()).startsWith("Selbstverständlich.");

        assertThat(answerAsTheBotDoes(toAnswer(hear("4711"))).text()).startsWith("Jemand aus unserem Team");
        assertThat(answerAsTheBotDoes(toAnswer(hear("I would like to talk to a person"))).text())
                .startsWith("Somebody from our team");
    }

    @Test
    void speaksTheLanguageThatTheChannelKnowsUntilWordsTellAnother() {
        Person jan = new Person(ScriptedChannel.NAME, "jan", "Jan", "pl-PL");
        long start = toAnswer(tx(() -> conversations.receive(new MessageReceived(thread, address(), jan,
                "start" + thread.value(), "", Command.START, List.of(), tick()))));
        assertThat(answerAsTheBotDoes(start).text()).startsWith("Dzień dobry!");

        long help = toAnswer(tx(() -> conversations.receive(new MessageReceived(thread, address(), jan,
                "help" + thread.value(), "Hallo, können Sie mir bitte helfen?", null, List.of(), tick()))));
        assertThat(replies.pending(help).question().language()).isEqualTo(Language.DE);
    }

    @Test
    void keepsTheLanguageAtThePressOfAChoiceThatIsWrittenInAnother() {
        hear("Wie kann ich meine Bestellung stornieren?");
        long offered = offered("Ich habe ein Problem mit meiner Bestellung");
        long messageId = toAnswer(press(offered, new ButtonAction.Chosen("1")));

        assertThat(replies.pending(messageId).question().language()).isEqualTo(Language.DE);
    }

    @Test
    void showsThePressOfNoneOfTheseAfterAReload() {
        pressNoneOf(offered("order problem"));

        assertThat(history.of(thread, ann)).extracting(HistoryEntry::author).containsExactly("you", "bot", "you",
                "bot");
        assertThat(history.of(thread, ann)).extracting(HistoryEntry::text).contains("None of these");
    }

    @Test
    void answersACommandThatWasEditedIntoAQuestion() {
        long messageId = toAnswer(
                tx(() -> conversations.receive(message("m-help" + thread.value(), "", Command.HELP, List.of()))));
        tx(() -> conversations.edit(edit("m-help" + thread.value(), "What are your opening hours?", null, List.of())));

        assertThat(replies.pending(messageId).question().command()).isNull();
        assertThat(replies.pending(messageId).question().text()).isEqualTo("What are your opening hours?");
    }

    @Test
    void hearsTheCommandThatAQuestionWasEditedInto() {
        long messageId = toAnswer(hear("What are your opening hours?"));
        tx(() -> conversations.edit(edit(lastKey(), "", Command.HUMAN, List.of())));

        assertThat(answering.answer(replies.pending(messageId).question())).isInstanceOf(Handover.class);
    }

    @Test
    void takesTheSameCaptionOfAPhotoForNoEdit() {
        String key = "m-photo" + thread.value();
        tx(() -> conversations.receive(message(key, "is this broken?", null, List.of("photo"))));

        InboundOutcome heard = tx(() -> conversations.edit(edit(key, "is this broken?", null, List.of("photo"))));

        assertThat(heard).isInstanceOf(InboundOutcome.Handled.class);
    }

    @Test
    void saysOfFilesAloneThatItCannotReadThem() {
        long bracketed = toAnswer(hear("Where is my order?\n[number 12]"));
        long photographed = toAnswer(tx(() -> conversations.receive(
                message("m-file" + thread.value(), "Where is my order?", null, List.of("label.pdf", "photo")))));
        answerAsTheBotDoes(bracketed);
        answerAsTheBotDoes(photographed);

        assertThat(sent(bracketed)).doesNotContain("I can only read text");
        assertThat(sent(photographed)).contains("I can only read text", "label.pdf, photo");
        assertThat(replies.pending(photographed).question().text()).isEqualTo("Where is my order?");
    }

    @Test
    void asksTheSameNowAsAfterARestart() {
        answer(toAnswer(hear("Wie sind eure Öffnungszeiten?")), "Von 9 bis 17 Uhr.");

        isTheSameLater(hear("Und mein Passwort: hunter22?"));
        isTheSameLater(hear("2"));
        isTheSameLater(tx(() -> conversations.receive(
                message("m-both" + thread.value(), "Was ist das?", Command.HELP, List.of("a.pdf")))));
        isTheSameLater(press(offered("order problem"), new ButtonAction.Chosen("1")));
    }

    private void isTheSameLater(InboundOutcome heard) {
        PendingQuestion now = pending(heard);
        PendingQuestion later = replies.pending(now.messageId());
        assertThat(now.question()).usingRecursiveComparison()
                .withEqualsForType((one, other) -> one.get().equals(other.get()), Supplier.class)
                .isEqualTo(later.question());
        assertThat(now.question().asker()).isNotNull()
                .satisfies(asker -> assertThat(asker.names().get()).isNotEmpty());
        assertThat(now.question().history()).isNotEmpty();
        assertThat(now.address()).isEqualTo(later.address());
        assertThat(now.thread()).isEqualTo(later.thread());
        assertThat(now.externalId()).isEqualTo(later.externalId());
        assertThat(now.message().attachments()).isEqualTo(later.message().attachments());
    }

    @Test
    void sendsNoAnswerToWordsThatWereChangedOrTakenBackMeanwhile() {
        PendingQuestion edited = pending(hear("What are your opening hours?"));
        tx(() -> conversations.edit(edit(lastKey(), "How do I reset my password?", null, List.of())));
        PendingQuestion deleted = pending(hear("Where is my order?"));
        tx(() -> conversations.delete(new MessageDeleted(thread, lastKey(), tick())));

        for (PendingQuestion question : List.of(edited, deleted)) {
            transaction.executeWithoutResult(
                    status -> replies.answer(question, new Notice(Notice.Kind.HELP, "Too late."), tick()));
        }

        assertThat(history.of(thread, ann)).extracting(HistoryEntry::author).containsExactly("you");
        answerAsTheBotDoes(edited.messageId());
        assertThat(history.of(thread, ann)).extracting(HistoryEntry::author).containsExactly("you", "bot");
    }

    @Test
    void forgetsTheAnswerToADeletedQuestion() {
        answer(toAnswer(hear("What is my secret?")), "Your secret is the blue door.");
        String question = lastKey();
        long next = toAnswer(hear("And where is it?"));

        tx(() -> conversations.delete(new MessageDeleted(thread, question, tick())));

        assertThat(history.of(thread, ann)).extracting(HistoryEntry::text).containsExactly("And where is it?");
        assertThat(replies.pending(next).question().history()).isEmpty();
    }

    /** Offers two entries after a text; gives the offer's id. */
    private long offered(String text) {
        List<Suggestion> suggestions = OFFERED.stream().map(id -> new Suggestion(new FaqId(id), "Is it " + id + "?"))
                .toList();
        return answer(toAnswer(hear(text)), new Choices("Which one?", new Confidence(0.5), suggestions));
    }

    private Answer pressNoneOf(long offer) {
        return answerAsTheBotDoes(toAnswer(press(offer, new ButtonAction.Chosen("0"))));
    }

    /** The payload of the answer to a message. */
    private String sent(long messageId) {
        return jdbc
                .sql("select o.payload from outbox o join message a on a.id = o.message_id where a.answers_message = ?")
                .param(messageId).query(String.class).single();
    }

    private String lastKey() {
        return jdbc.sql("""
                select external_id from message where conversation_id = ? and external_id is not null
                order by id desc limit 1""").param(conversation()).query(String.class).single();
    }

    private MessageEdited edit(String key, String text, @Nullable Command command, List<String> attachments) {
        return new MessageEdited(thread, address(), ann, key, text, command, attachments, tick());
    }
}
