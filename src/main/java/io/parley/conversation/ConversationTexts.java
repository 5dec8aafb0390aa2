package io.parley.conversation;

import io.parley.channel.Language;
import io.parley.channel.text.YamlTexts;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The bot's texts about the conversation itself, from {@code channels/conversation.yaml}. */
@Component
class ConversationTexts {
    private final YamlTexts texts;

    @Autowired
    ConversationTexts() {
        this(YamlTexts.of("conversation.yaml"));
    }

    private ConversationTexts(YamlTexts texts) {
        this.texts = texts;
    }

    /** The same in a language. */
    ConversationTexts in(Language language) {
        return new ConversationTexts(texts.in(language));
    }

    /**
     * The confirmation that the conversation starts over.
     *
     * @param withoutPerson whether an agent was asked for or present, and will not answer any more
     */
    String startedOver(boolean withoutPerson) {
        return texts.text(withoutPerson ? "started-over-without-person" : "started-over");
    }

    String noneOfThese() {
        return texts.text("none-of-these");
    }

    String ticketResolved() {
        return texts.text("ticket-resolved");
    }

    /** The bot's word where a ticket ended without a person's. */
    String ticketEnded() {
        return texts.text("ticket-ended");
    }

    /** The note under an answer to a question that came with attachments. */
    String notRead(String attachments) {
        return texts.text("not-read").replace("{attachments}", attachments);
    }

    /** Above an answer that is shown to others. */
    String shared(@Nullable String asker, String question) {
        return texts.text("shared").replace("{name}", asker == null ? texts.text("somebody") : asker)
                .replace("{question}", question);
    }
}
