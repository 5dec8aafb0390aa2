package io.parley.channel.text;

import io.parley.channel.Language;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/**
 * A YAML file of {@code channels}: texts, and lists of words, by key; and its translations, which stand beside it. The files
 * are a part of the program, so each is read once.
 */
public final class YamlTexts {
    private static final Map<String, YamlTexts> KNOWN = new ConcurrentHashMap<>();

    private final String file;
    private final Map<String, Object> read;
    private final Map<Language, YamlTexts> translations = new EnumMap<>(Language.class);

    private YamlTexts(String file, Map<String, Object> read) {
        this.file = file;
        this.read = read;
    }

    /**
     * The texts of a file.
     *
     * @param name the file, such as {@code telegram/texts.yaml}; a translation is {@code telegram/texts.de.yaml}
     * @throws IllegalStateException when a translation says something that the file does not
     */
    public static YamlTexts of(String name) {
        return KNOWN.computeIfAbsent(name, YamlTexts::load);
    }

    private static YamlTexts load(String name) {
        String file = "channels/" + name;
        YamlTexts texts = new YamlTexts(file, read(new ClassPathResource(file)));
        for (Language language : Language.values()) {
            ClassPathResource translation = new ClassPathResource(language.in(file));
            if (language != Language.EN && translation.exists()) {
                Map<String, Object> translated = read(translation);
                Translation.check(translation, translated, texts.read);
                texts.translations.put(language, new YamlTexts(language.in(file), over(texts.read, translated)));
            }
        }
        return texts;
    }

    /** A translation, with the original for what it lacks. */
    private static Map<String, Object> over(Map<String, Object> original, Map<String, Object> translation) {
        Map<String, Object> all = new LinkedHashMap<>(original);
        translation.forEach((key, said) -> all.put(key, over(original.get(key), said)));
        return all;
    }

    private static Object over(@Nullable Object original, Object said) {
        if (original instanceof Map<?, ?> texts && said instanceof Map<?, ?> some) {
            Map<Object, Object> all = new LinkedHashMap<>(texts);
            all.putAll(some);
            return all;
        }
        return said;
    }

    /** The texts in a language; those that are not translated are English. */
    public YamlTexts in(Language language) {
        return translations.getOrDefault(language, this);
    }

    /**
     * The content of a file.
     *
     * @throws IllegalStateException when it cannot be read; the message names it
     */
    static Map<String, Object> read(Resource file) {
        YamlMapFactoryBean yaml = new YamlMapFactoryBean();
        yaml.setResources(file);
        try {
            Map<String, Object> found = yaml.getObject();
            return found == null ? Map.of() : found;
        } catch (RuntimeException e) {
            throw new IllegalStateException(file.getDescription() + " cannot be read: " + e.getMessage(), e);
        }
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
        for (Object text : list) {
            if (text instanceof Boolean) {
                throw new IllegalStateException(
                        file + ", " + key + ": put the words yes, no, on and off into quotation marks");
            }
            texts.add(String.valueOf(text));
        }
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
