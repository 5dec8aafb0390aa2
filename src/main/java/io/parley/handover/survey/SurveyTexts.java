package io.parley.handover.survey;

import io.parley.channel.Choice;
import io.parley.channel.Language;
import io.parley.channel.text.YamlTexts;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The texts in which customers are asked, from {@code channels/tickets.yaml}. */
@Component
class SurveyTexts {
    private final YamlTexts texts;

    @Autowired
    SurveyTexts() {
        this(YamlTexts.of("tickets.yaml"));
    }

    private SurveyTexts(YamlTexts texts) {
        this.texts = texts;
    }

    /** The same in a language. */
    SurveyTexts in(Language language) {
        return new SurveyTexts(texts.in(language));
    }

    /** The request is closed; how was it? */
    String question() {
        return texts.text("how-was-it");
    }

    /** The scores, the worst first. */
    List<Choice> scores() {
        return IntStream.rangeClosed(1, 5)
                .mapToObj(points -> new Choice(Integer.toString(points), texts.text("scores", "s" + points))).toList();
    }

    String thanks() {
        return texts.text("thanks-for-score");
    }
}
