package io.parley.channel.email;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.ClassPathResource;

/** A YAML file of {@code channels/email}: texts, and lists of words, by key. */
final class YamlTexts {
    private final String file;
    private final Map<String, Object> read = new LinkedHashMap<>();

    YamlTexts(String name) {
        this.file = "channels/email/" + name;
        YamlMapFactoryBean yaml = new YamlMapFactoryBean();
        yaml.setResources(new ClassPathResource(file));
        Map<String, Object> found = yaml.getObject();
        if (found != null) {
            read.putAll(found);
        }
    }

    /**
     * A text.
     *
     * @throws IllegalStateException when the file lacks it
     */
    String text(String key) {
        if (read.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalStateException(file + " lacks the text '" + key + "'");
    }

    /**
     * A list.
     *
     * @throws IllegalStateException when the file lacks it
     */
    List<String> list(String key) {
        if (!(read.get(key) instanceof List<?> list)) {
            throw new IllegalStateException(file + " lacks the list '" + key + "'");
        }
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(String.valueOf(text)));
        return texts;
    }
}
