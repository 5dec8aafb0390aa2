package io.parley.channel.telegram;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

/** What stands on buttons and around answers, and the commands' descriptions, from {@code channels/telegram}. */
final class TelegramTexts {
    private static final String TEXTS = "channels/telegram/texts.yaml";
    private static final String COMMANDS = "channels/telegram/commands.yaml";

    private final Properties texts;
    private final Map<String, String> commands;

    TelegramTexts() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource(TEXTS));
        Properties read = yaml.getObject();
        this.texts = read == null ? new Properties() : read;
        this.commands = readCommands();
    }

    private static Map<String, String> readCommands() {
        YamlMapFactoryBean yaml = new YamlMapFactoryBean();
        yaml.setResources(new ClassPathResource(COMMANDS));
        Map<String, Object> read = yaml.getObject();
        var commands = new LinkedHashMap<String, String>();
        (read == null ? Map.<String, Object>of() : read)
                .forEach((name, what) -> commands.put(name, String.valueOf(what)));
        return commands;
    }

    /** Each command, in order, with what it does. */
    Map<String, String> commands() {
        return commands;
    }

    String voteUp() {
        return text("vote-up");
    }

    String voteDown() {
        return text("vote-down");
    }

    String talkToAPerson() {
        return text("talk-to-a-person");
    }

    String moreAboutThis() {
        return text("more-about-this");
    }

    String nothingToShow() {
        return text("nothing-to-show");
    }

    private String text(String key) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalStateException(TEXTS + " lacks the text '" + key + "'");
        }
        return text;
    }
}
