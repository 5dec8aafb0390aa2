package io.parley.correction;

import io.parley.channel.Language;
import io.parley.channel.text.YamlTexts;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The texts in which customers are told that an answer was wrong, from {@code channels/corrections.yaml}. */
@Component
public class CorrectionTexts {
    private final YamlTexts texts;

    @Autowired
    CorrectionTexts() {
        this(YamlTexts.of("corrections.yaml"));
    }

    private CorrectionTexts(YamlTexts texts) {
        this.texts = texts;
    }

    /** The same for a customer who speaks a language. */
    public CorrectionTexts in(Language language) {
        return new CorrectionTexts(texts.in(language));
    }

    /** Says that an answer about something was wrong, before what is right. */
    public String lead(String question) {
        return texts.text("lead").replace("{question}", question);
    }
}
