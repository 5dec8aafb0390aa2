package io.parley.channel.web.page;

import io.parley.channel.Language;
import java.util.List;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads which of the languages a browser is set to. */
public final class BrowserLanguage {
    private static final int LONGEST = 200;

    private BrowserLanguage() {}

    /**
     * The first language that the bot speaks; English if there is none.
     *
     * @param header {@code Accept-Language}, as of RFC 9110, section 12.5.4
     */
    public static Language language(@Nullable String header) {
        return ranges(header).stream().filter(range -> range.getWeight() > 0)
                .map(range -> Language.of(range.getRange())).flatMap(Optional::stream).findFirst()
                .orElse(Language.EN);
    }

    private static List<LanguageRange> ranges(@Nullable String header) {
        try {
            return header == null || header.length() > LONGEST ? List.of() : LanguageRange.parse(header);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}
