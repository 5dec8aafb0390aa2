package io.parley.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The parts of the desk's pages that are there on a condition, or for each of some rows. Each gets a mark that a browser shows
 * when the part is there: an attribute {@code data-part}, or a comment in a block that leaves no element.
 */
final class ConditionalParts {
    private static final Path PAGES = Path.of("channels/desk");
    private static final Pattern TAG = Pattern
            .compile("<([a-z][\\w:]*)((?:\\s+[\\w:.@-]+(?:=\"[^\"]*\")?)*)(\\s*/?>)");
    /** A block whose text takes the place of what is in it, so that a comment there would be lost. */
    private static final Pattern TEXT_BLOCK = Pattern.compile("<th:block([^<>]*\\sth:text=[^<>]*)>([^<]*)</th:block>");
    private static final Pattern CONDITION = Pattern.compile("\\sth:(if|unless|each)=\"([^\"]*)\"");

    private final List<String> names = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();
    private final Map<String, String> marked = new ConcurrentHashMap<>();

    private ConditionalParts() {}

    /** Those of all pages. */
    static ConditionalParts ofAllPages() {
        ConditionalParts parts = new ConditionalParts();
        try (Stream<Path> pages = Files.list(PAGES)) {
            for (Path page : pages.filter(file -> file.toString().endsWith(".html")).sorted().toList()) {
                String name = page.getFileName().toString().replace(".html", "");
                parts.marked.put(name, parts.mark(name, Files.readString(page)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parts;
    }

    private String mark(String page, String text) {
        Map<String, Integer> seen = new HashMap<>();
        return TAG.matcher(TEXT_BLOCK.matcher(text).replaceAll("<span$1>$2</span>")).replaceAll(tag -> {
            String condition = condition(tag.group(2));
            if (condition.isEmpty()) {
                return Matcher.quoteReplacement(tag.group());
            }
            int times = seen.merge(condition, 1, Integer::sum);
            String name = page + ": " + condition + (times == 1 ? "" : " (" + times + ")");
            if (tag.group(2).contains("th:replace=")) {
                ignored.add(name);
            }
            names.add(name);
            int number = names.size() - 1;
            return Matcher.quoteReplacement(tag.group(1).startsWith("th:")
                    ? tag.group() + "<!--part " + number + "-->"
                    : "<" + tag.group(1) + tag.group(2) + " data-part=\"" + number + "\"" + tag.group(3));
        });
    }

    private static String condition(String attributes) {
        List<String> conditions = CONDITION.matcher(attributes).results().map(found -> switch (found.group(1)) {
            case "unless" -> "not " + found.group(2);
            case "each" -> "each " + found.group(2);
            default -> found.group(2);
        }).toList();
        return String.join(", ", conditions);
    }

    /** Runs something while a page fails at its end. */
    void whileBroken(String page, Runnable something) {
        String whole = marked(page);
        marked.put(page, whole + "<p th:text=\"${nobody.knows.this}\"></p>");
        try {
            something.run();
        } finally {
            marked.put(page, whole);
        }
    }

    /** A page with the marks. */
    String marked(String page) {
        return Objects.requireNonNull(marked.get(page), page);
    }

    /** What each part is called, by the number in its mark. */
    List<String> names() {
        return Collections.unmodifiableList(names);
    }

    /** Those whose condition means nothing, since a fragment takes the place of the element before anybody looks at it. */
    List<String> ignored() {
        return Collections.unmodifiableList(ignored);
    }
}
