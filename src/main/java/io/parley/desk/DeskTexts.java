package io.parley.desk;

import io.parley.channel.Language;
import io.parley.channel.text.YamlTexts;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The desk's texts, from {@code channels/desk/texts.yaml}, in the language that the agent's browser is set to. */
@Component
public class DeskTexts {
    private final YamlTexts texts;

    @Autowired
    DeskTexts() {
        this(YamlTexts.of("desk/texts.yaml"));
    }

    private DeskTexts(YamlTexts texts) {
        this.texts = texts;
    }

    /** The same in a language; English where the desk does not speak it. */
    DeskTexts in(Language language) {
        return new DeskTexts(texts.in(language));
    }

    /** A text by its key. */
    public String text(String key) {
        return texts.text(key);
    }

    /** A text of a group. */
    public String text(String group, String key) {
        return texts.text(group, key);
    }

    /** The same with the agent's name in it. */
    public String text(String group, String key, String agent) {
        return texts.text(group, key).replace("{agent}", agent);
    }
}
