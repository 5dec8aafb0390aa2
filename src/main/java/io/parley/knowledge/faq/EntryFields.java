package io.parley.knowledge.faq;

import io.parley.knowledge.faq.FaqEntry.State;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/**
 * The fields of an entry as somebody wrote them.
 *
 * @param texts by the names of the fields, such as {@code question}; a field that is missing is empty
 */
@NamedInterface
public record EntryFields(Map<String, String> texts) {

    /** The most characters of a question, of another way to ask it, and of a short field. */
    public static final int MAX_LINE = 2_000;
    /** The most characters of an answer. */
    public static final int MAX_ANSWER = 20_000;
    /** The most other ways to ask an entry, and the most negatives. */
    public static final int MAX_WAYS = 500;
    /** The names of the fields. */
    public static final List<String> NAMES = List.of("question", "answer", "alternatives", "negatives", "keywords",
            "category", "url", "owner", "reviewBy", "language");
    private static final String USUAL_LANGUAGE = "en";

    public EntryFields {
        Map<String, String> tidy = new HashMap<>();
        for (String name : NAMES) {
            tidy.put(name, texts.getOrDefault(name, "").replace("\0", "").replace("\r\n", "\n").strip());
        }
        texts = Map.copyOf(tidy);
    }

    /** The fields of an entry. */
    public static EntryFields of(EntryContent content) {
        FaqEntry entry = content.entry();
        Map<String, String> texts = new HashMap<>();
        texts.put("question", entry.question());
        texts.put("answer", Objects.requireNonNullElse(entry.answer(), ""));
        texts.put("alternatives", String.join("\n", content.alternatives()));
        texts.put("negatives", String.join("\n", content.negatives()));
        texts.put("keywords", entry.keywords());
        texts.put("category", entry.category());
        texts.put("url", Objects.requireNonNullElse(entry.url(), ""));
        texts.put("owner", Objects.requireNonNullElse(entry.owner(), ""));
        texts.put("reviewBy", Objects.toString(entry.reviewBy(), ""));
        texts.put("language", entry.language());
        return new EntryFields(texts);
    }

    /** A field's text. */
    public String text(String name) {
        return Objects.requireNonNull(texts.get(name));
    }

    /** The first field that cannot stay as it is; empty when all can. */
    public Optional<String> wrong(State state) {
        return NAMES.stream().filter(name -> !isRight(name, text(name), state)).findFirst();
    }

    private static boolean isRight(String name, String text, State state) {
        return switch (name) {
            case "question" -> !text.isEmpty() && text.length() <= MAX_LINE;
            case "answer" -> text.length() <= MAX_ANSWER && (!text.isEmpty() || state != State.PUBLISHED);
            case "alternatives", "negatives" ->
                lines(text).size() <= MAX_WAYS && lines(text).stream().allMatch(line -> line.length() <= MAX_LINE);
            case "url" -> text.length() <= MAX_LINE && isRight(text, EntryFields::isLink);
            case "reviewBy" -> isRight(text, day -> LocalDate.parse(day).getYear() <= 9999);
            case "language" -> isRight(text, tag -> !languageTag(tag).isEmpty());
            default -> text.length() <= MAX_LINE;
        };
    }

    private static boolean isRight(String text, Predicate<String> rule) {
        try {
            return text.isEmpty() || rule.test(text);
        } catch (IllegalArgumentException | DateTimeException | IllformedLocaleException e) {
            return false;
        }
    }

    private static boolean isLink(String url) {
        return Stream.of("http", "https").anyMatch(scheme -> scheme.equals(URI.create(url).getScheme()));
    }

    private static String languageTag(String tag) {
        return new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
    }

    private static List<String> lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).distinct().toList();
    }

    /**
     * The entry of which nothing is {@link #wrong}.
     *
     * @param before what it is so far
     */
    public EntryContent onto(FaqEntry before, State state) {
        FaqEntry entry = new FaqEntry(before.id(), text("question"), orNull("answer"), text("category"),
                text("keywords"), orNull("url"), orNull("owner"),
                text("reviewBy").isEmpty() ? null : LocalDate.parse(text("reviewBy")),
                text("language").isEmpty() ? USUAL_LANGUAGE : languageTag(text("language")), state, before.revision(),
                before.intent());
        return new EntryContent(entry, lines(text("alternatives")), lines(text("negatives")));
    }

    private @Nullable String orNull(String name) {
        return text(name).isEmpty() ? null : text(name);
    }
}
