package io.parley.channel.telegram;

import io.parley.channel.YamlTexts;
import java.util.Map;

/** What stands on buttons and around answers, and the commands' descriptions, from {@code channels/telegram}. */
final class TelegramTexts {
    private final YamlTexts texts = new YamlTexts("telegram/texts.yaml");
    private final Map<String, String> commands = new YamlTexts("telegram/commands.yaml").inOrder();

    /** Each command, in order, with what it does. */
    Map<String, String> commands() {
        return commands;
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

    String moreAboutThis() {
        return texts.text("more-about-this");
    }

    String nothingToShow() {
        return texts.text("nothing-to-show");
    }
}
