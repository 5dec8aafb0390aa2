package io.parley.channel.slack;

import io.parley.channel.Language;
import io.parley.channel.text.YamlTexts;
import java.util.Map;

/** The texts on buttons, around answers and in dialogs, from {@code channels/slack}. */
final class SlackTexts {
    private final YamlTexts texts;
    private final Map<String, String> prompts = YamlTexts.of("slack/prompts.yaml").inOrder();

    SlackTexts() {
        this(YamlTexts.of("slack/texts.yaml"));
    }

    private SlackTexts(YamlTexts texts) {
        this.texts = texts;
    }

    /** The same in a language. */
    SlackTexts in(Language language) {
        return new SlackTexts(texts.in(language));
    }

    /** The questions that the assistant's pane suggests: title and question, in order. */
    Map<String, String> prompts() {
        return prompts;
    }

    String get(String key) {
        return texts.text(key);
    }
}
