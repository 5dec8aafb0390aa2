package io.parley.answering;

import io.parley.answering.model.Transcript;
import io.parley.channel.Language;
import io.parley.knowledge.faq.FaqId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that a person wrote or a button that they pressed, with the conversation before it.
 *
 * @param text       what they wrote; blank with a command, a choice or an attachment alone
 * @param history    earlier messages since the last reset, oldest first, without this one
 * @param command    the command, if it was one
 * @param chosen     the entry that stands behind the choice that they made, if they made one
 * @param ticketOpen whether the conversation waits for a person
 * @param asker      the person who asks; null where nothing is known of them and no limits apply
 * @param language   the language of the bot's own texts
 */
public record Question(String text, List<Exchange> history, @Nullable Command command, @Nullable FaqId chosen,
        boolean ticketOpen, @Nullable Asker asker, Language language) {

    public Question {
        history = List.copyOf(history);
    }

    /** A question in English by a person to whom no rate limits apply. */
    public Question(String text, List<Exchange> history, @Nullable Command command, @Nullable FaqId chosen,
            boolean ticketOpen) {
        this(text, history, command, chosen, ticketOpen, null, Language.EN);
    }

    /** The same with the ends only of what is long, so that no text takes long to look at. */
    Question brief() {
        return new Question(Ends.of(text), history.stream().map(Exchange::brief).toList(), command, chosen,
                ticketOpen,
                asker, language);
    }

    /** The question as the model is given it. */
    Transcript transcript() {
        return new Transcript(history.stream().map(Exchange::line).toList(), text,
                asker == null ? List.of() : asker.names().get());
    }

    /** A first message without anything before it. */
    public static Question of(String text) {
        return of(text, List.of());
    }

    /** A message after others. */
    public static Question of(String text, List<Exchange> history) {
        return new Question(text, history, null, null, false);
    }
}
