package io.parley.privacy;

import io.parley.channel.Choice;
import io.parley.channel.Language;
import io.parley.channel.text.YamlTexts;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the bot says to people who ask for their own data, from {@code channels/privacy.yaml}. */
@Component
class OwnRequestTexts {
    /** The choice that says that they mean it. */
    static final String CONFIRMED = "forget";

    private static final String LINK = "{link}";

    private final YamlTexts texts = YamlTexts.of("privacy.yaml");

    String text(String key, Language language) {
        return texts.in(language).text(key);
    }

    List<Choice> confirmation(Language language) {
        return List.of(new Choice(CONFIRMED, text("confirm-button", language)));
    }

    /** Where their data is to be had. */
    String export(String link, Language language) {
        return text("export", language).replace(LINK, link);
    }

    /** The same without the link. */
    String exportKept(Language language) {
        return export(text("link-left-out", language), language);
    }
}
