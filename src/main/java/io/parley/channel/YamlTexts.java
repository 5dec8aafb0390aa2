package io.parley.channel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.ClassPathResource;

/** A YAML file of {@code channels}: texts, and lists of words, by key. */
public final class YamlTexts {
    private final String file;
    private final Map<String, Object> read;

    /** @param name the file, such as {@code telegram/texts.yaml} */
    public YamlTexts(String name) {
        this.file = "channels/" + name;
        YamlMapFactoryBean yaml = new YamlMapFactoryBean();
        yaml.setResources(new ClassPathResource(file));
        Map<String, Object> found = yaml.getObject();
        this.read = found == null ? Map.of() : found;
    }

    /**
     * A text.
     *
     * @throws IllegalStateException when the file lacks it
     */
    public String text(String key) {
        return text(read.get(key), key);
    }

    /**
     * A text of a group of texts.
     *
     * @throws IllegalStateException when the file lacks it
     */
    public String text(String group, String key) {
        return text(read.get(group) instanceof Map<?, ?> texts ? texts.get(key) : null, group + "." + key);
    }

    /**
     * A list with at least one text.
     *
     * @throws IllegalStateException when the file lacks it
     */
    public List<String> list(String key) {
        if (!(read.get(key) instanceof List<?> list) || list.isEmpty()) {
            throw lacks("list", key);
        }
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(String.valueOf(text)));
        return texts;
    }

    /** All keys with their texts, in the file's order. */
    public Map<String, String> inOrder() {
        Map<String, String> texts = new LinkedHashMap<>();
        read.keySet().forEach(key -> texts.put(key, text(key)));
        return texts;
    }

    private String text(@Nullable Object found, String key) {
        if (found instanceof String text) {
            return text;
        }
        throw lacks("text", key);
    }

    private IllegalStateException lacks(String what, String key) {
        return new IllegalStateException(file + " lacks the " + what + " '" + key + "'");
    }
}
