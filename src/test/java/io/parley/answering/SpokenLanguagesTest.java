package io.parley.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.Language;
import io.parley.channel.text.YamlTexts;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bot speaks the language of the question, and understands the words that its texts ask for. */
class SpokenLanguagesTest {
    private static final Pattern QUOTED = Pattern.compile("[\"„“«](?:\\s|\u00a0)?([^\"„“”«»]+?)(?:\\s|\u00a0)?[\"“”»]");

    private static String lastQuoted(String text) {
        return QUOTED.matcher(text).results().map((MatchResult found) -> found.group(1)).reduce((a, b) -> b)
                .orElseThrow();
    }

    private static Answer answer(String text, Language language) {
        try (Bot bot = Bot.withoutModel()) {
            return bot.asks(new Question(text, List.of(), null, null, false, null, language));
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatItSaysItselfInTheLanguageOfTheQuestion(Language language) {
        Answer answer = answer("xyzzy plugh frobnicate the quux gazonk", language);

        assertThat(List.of(Bot.texts(language).handover(HandoverReason.MISSING_KNOWLEDGE),
                Bot.texts(language).notUnderstood())).contains(answer.text());
    }

    @ParameterizedTest
    @EnumSource
    void callsAPersonByTheWordThatItNames(Language language) {
        Texts texts = Bot.texts(language);
        for (String text : List.of(texts.orPerson(), texts.nothingToRead(), texts.notUnderstood(),
                texts.noneOfThese())) {
            assertThat(answer(lastQuoted(text), language)).as(text).isInstanceOfSatisfying(Handover.class,
                    handover -> {
                        assertThat(handover.reason()).isEqualTo(HandoverReason.ASKED_FOR_PERSON);
                        assertThat(handover.text()).isEqualTo(texts.handover(HandoverReason.ASKED_FOR_PERSON));
                    });
        }
    }

    @ParameterizedTest
    @EnumSource
    void callsAPersonByTheSentencesThatMailsAndButtonsName(Language language) {
        YamlTexts mail = YamlTexts.of("email/texts.yaml").in(language);
        for (String words : List.of(lastQuoted(mail.text("person-without-links")), mail.text("person"))) {
            assertThat(answer(words, language)).as(words).isInstanceOfSatisfying(Handover.class,
                    handover -> assertThat(handover.reason()).isEqualTo(HandoverReason.ASKED_FOR_PERSON));
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesTheWordForNoneOfTheChoicesThatItNames(Language language) {
        ChoiceReply replies = new ChoiceReply(Bot.PHRASES, new Faq()::entry);

        assertThat(replies.rejects(lastQuoted(Bot.texts(language).chooseOne()))).isTrue();
        assertThat(replies.rejects(YamlTexts.of("conversation.yaml").in(language).text("none-of-these"))).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void isUnderstoodByItsOwnDetector(Language language) {
        assertThat(Bot.LANGUAGES.of(Bot.texts(language).help())).contains(language);
    }
}
