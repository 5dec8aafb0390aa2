package io.parley.channel.web.page;

import io.parley.channel.Language;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** The first message of the chat. */
@Component
public class ChatGreeting {
    private final Map<Language, String> texts;

    ChatGreeting(ChatAssets assets) {
        this.texts = assets.greetings();
    }

    /** The greeting in a language, by a supporter of this name. */
    public String by(String supporterName, Language language) {
        return Objects.requireNonNull(texts.get(language)).replace("{name}", supporterName);
    }
}
