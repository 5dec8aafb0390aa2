package io.parley.conversation;

import io.parley.channel.Language;
import io.parley.channel.YamlTexts;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** What the bot says about the conversation itself, from {@code channels/conversation.yaml}. */
@Component
class ConversationTexts {
    private final YamlTexts texts;

    @Autowired
    ConversationTexts() {
        this(new YamlTexts("conversation.yaml"));
    }

    private ConversationTexts(YamlTexts texts) {
        this.texts = texts;
    }

    /** The same in a language. */
    ConversationTexts in(Language language) {
        return new ConversationTexts(texts.in(language));
    }

    /**
     * It starts over.
     *
     * @param withoutPerson whether a person was asked for, or there, who will not answer any more
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

    /** What stands under an answer to a question with which something came along. */
    String notRead(String attachments) {
        return texts.text("not-read").replace("{attachments}", attachments);
    }

    /** Above an answer that is shown to others. */
    String shared(@Nullable String asker, String question) {
        return texts.text("shared").replace("{name}", asker == null ? texts.text("somebody") : asker)
                .replace("{question}", question);
    }
}
