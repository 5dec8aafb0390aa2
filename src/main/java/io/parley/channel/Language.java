package io.parley.channel;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A language in which the bot speaks. */
public enum Language {
    /** English, in which every text exists. */
    EN,
    /** German. */
    DE,
    /** French. */
    FR,
    /** Spanish. */
    ES,
    /** Portuguese. */
    PT,
    /** Italian. */
    IT,
    /** Dutch. */
    NL,
    /** Polish. */
    PL;

    /** The two letters that name it in files and in HTML, as of ISO 639-1. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The language of a tag, such as {@code de} or {@code pt-BR}; empty when it is none of these.
     *
     * @param tag as of BCP 47; null where nobody said
     */
    public static Optional<Language> of(@Nullable String tag) {
        String primary = tag == null ? "" : tag.strip().split("[-_]", 2)[0].toUpperCase(Locale.ROOT);
        for (Language language : values()) {
            if (language.name().equals(primary)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    /** The same thing made for each language. */
    public static <T> Map<Language, T> each(Function<Language, T> made) {
        Map<Language, T> all = new EnumMap<>(Language.class);
        for (Language language : values()) {
            all.put(language, made.apply(language));
        }
        return all;
    }

    /** A file's name in this language: {@code texts.de.yaml} for {@code texts.yaml}; in English the name itself. */
    public String in(String file) {
        return this == EN ? file : file.replaceFirst("(\\.[A-Za-z]+)$", "." + tag() + "$1");
    }
}
