package io.parley.channel.slack;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

/** What stands on buttons, around answers and in dialogs, from {@code channels/slack}. */
final class SlackTexts {
    private static final String TEXTS = "channels/slack/texts.yaml";
    private static final String PROMPTS = "channels/slack/prompts.yaml";

    private final Properties texts;
    private final Map<String, String> prompts;

    SlackTexts() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource(TEXTS));
        Properties read = yaml.getObject();
        this.texts = read == null ? new Properties() : read;
        this.prompts = readPrompts();
    }

    private static Map<String, String> readPrompts() {
        YamlMapFactoryBean yaml = new YamlMapFactoryBean();
        yaml.setResources(new ClassPathResource(PROMPTS));
        Map<String, Object> read = yaml.getObject();
        var prompts = new LinkedHashMap<String, String>();
        (read == null ? Map.<String, Object>of() : read)
                .forEach((title, message) -> prompts.put(title, String.valueOf(message)));
        return prompts;
    }

    /** What the assistant's pane suggests to ask: title and question. */
    Map<String, String> prompts() {
        return prompts;
    }

    String get(String key) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalStateException(TEXTS + " lacks the text '" + key + "'");
        }
        return text;
    }
}
