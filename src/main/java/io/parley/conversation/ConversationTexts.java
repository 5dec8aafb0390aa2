package io.parley.conversation;

import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** What the bot says about the conversation itself, from {@code channels/conversation.yaml}. */
@Component
class ConversationTexts {
    private static final String FILE = "channels/conversation.yaml";

    private final Properties texts;

    ConversationTexts() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource(FILE));
        Properties read = yaml.getObject();
        this.texts = read == null ? new Properties() : read;
    }

    String startedOver() {
        return text("started-over");
    }

    String noneOfThese() {
        return text("none-of-these");
    }

    String ticketResolved() {
        return text("ticket-resolved");
    }

    /** What stands under an answer to a question with which something came along. */
    String notRead(String attachments) {
        return text("not-read").replace("{attachments}", attachments);
    }

    /** An answer that is shown to others. */
    String shared(@Nullable String asker, String question, String answer) {
        return text("shared").replace("{name}", asker == null ? text("somebody") : asker)
                .replace("{question}", question) + "\n\n" + answer;
    }

    private String text(String key) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalStateException(FILE + " lacks the text '" + key + "'");
        }
        return text;
    }
}
