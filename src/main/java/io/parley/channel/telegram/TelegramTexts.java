package io.parley.channel.telegram;

import io.parley.channel.Language;
import io.parley.channel.text.YamlTexts;
import java.util.Map;

/** The texts on buttons and around answers, and the commands' descriptions, from {@code channels/telegram}. */
final class TelegramTexts {
    private final YamlTexts texts;
    private final YamlTexts commands;

    TelegramTexts() {
        this(YamlTexts.of("telegram/texts.yaml"), YamlTexts.of("telegram/commands.yaml"));
    }

    private TelegramTexts(YamlTexts texts, YamlTexts commands) {
        this.texts = texts;
        this.commands = commands;
    }

    /** The same in a language. */
    TelegramTexts in(Language language) {
        return new TelegramTexts(texts.in(language), commands.in(language));
    }

    /** Each command, in order, with what it does. */
    Map<String, String> commands() {
        return commands.inOrder();
    }

    String voteUp() {
        return texts.text("vote-up");
    }

    String voteDown() {
        return texts.text("vote-down");
    }

    String talkToAPerson() {
        return texts.text("talk-to-a-person");
    }

    /** The label of a button in the agents' group. */
    String agentButton(String act) {
        return texts.text("agent-" + act.replace('_', '-'));
    }

    String moreAboutThis() {
        return texts.text("more-about-this");
    }

    String nothingToShow() {
        return texts.text("nothing-to-show");
    }
}
