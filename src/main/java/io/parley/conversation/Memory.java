package io.parley.conversation;

import io.parley.answering.Answering;
import io.parley.answering.Command;
import io.parley.answering.Exchange;
import io.parley.answering.Pick;
import io.parley.channel.Language;
import io.parley.channel.Person;
import io.parley.knowledge.faq.FaqId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The earlier messages of a conversation, and the meaning that they give to typed words. */
@Component
class Memory {
    /** A choice is typed in few words. */
    private static final int LONGEST_PICK = 600;

    private final MessageRows messages;
    private final AnswerJson json;
    private final Answering answering;

    Memory(MessageRows messages, AnswerJson json, Answering answering) {
        this.messages = messages;
        this.json = json;
        this.answering = answering;
    }

    /**
     * The meaning of a person's message, as a button would state it.
     *
     * @param command what they ask for, in a word; null for none
     * @param chosen the FAQ entry that they chose; null for none
     */
    record Meant(@Nullable String command, @Nullable String chosen) {}

    /** The newest messages before one, oldest first, as far as they may still be used. */
    List<Exchange> before(long messageId, Conversation conversation) {
        return messages.before(messageId, conversation).stream().map(this::exchange).toList();
    }

    /** Names and mail addresses of a person and of the agents who wrote lately in a conversation. */
    List<String> names(Conversation conversation, @Nullable Long participant) {
        return messages.names(conversation.id(), participant);
    }

    /** The meaning of a typed text after others: where choices are open it may be a choice, as if its button was pressed. */
    Meant typed(String text, List<Exchange> before) {
        if (text.isBlank() || text.length() > LONGEST_PICK) {
            return new Meant(null, null);
        }
        return answering.pick(text, before).map(Memory::meant).orElse(new Meant(null, null));
    }

    /** The language of a text or, where that does not tell, the one that was spoken so far or that the channel knows of. */
    Optional<Language> language(String text, Conversation conversation, Person person) {
        return answering.languageOf(text).or(() -> Optional.ofNullable(conversation.spoken()))
                .or(() -> Language.of(person.language()));
    }

    private static Meant meant(Pick pick) {
        return switch (pick) {
            case Pick.Chosen(FaqId entry) -> new Meant(null, entry.value());
            case Pick.NoneOfThese _ -> new Meant(word(Command.NONE_OF_THESE), null);
            case Pick.Unclear _ -> new Meant(word(Command.UNCLEAR_CHOICE), null);
        };
    }

    private static String word(Command command) {
        return command.name().toLowerCase(Locale.ROOT);
    }

    private Exchange exchange(PastMessage message) {
        return switch (message.author()) {
            case "participant" -> Exchange.person(message.text());
            case "agent" -> Exchange.agent(message.text());
            default ->
                new Exchange(Exchange.Who.BOT, message.text(), message.faq() == null ? null : new FaqId(message.faq()),
                        json.stored(message.choices()).stream().map(c -> new FaqId(c.faq())).toList(),
                        MessageRows.NOT_UNDERSTOOD.equals(message.reason()));
        };
    }
}
