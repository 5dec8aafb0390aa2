package io.parley.channel.email;

import io.parley.channel.Choice;
import io.parley.channel.Citation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.springframework.core.io.ClassPathResource;

/** Writes answers as plain text and as HTML, with the texts and the page of {@code channels/email}. */
final class LetterForm {
    private static final String NONE_OF_THESE = "0";
    private static final Pattern LINE_ENDS = Pattern.compile("\\r\\n?|[\\x0B\\x0C\\x85\\u2028\\u2029]");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\x00-\\x08\\x0E-\\x1F\\x7F]");

    private final YamlTexts texts;
    private final Links links;
    private final String page;

    LetterForm(YamlTexts texts, Links links) {
        this.texts = texts;
        this.links = links;
        this.page = read("channels/email/answer.html");
    }

    /** The mail's two forms. */
    record Written(String plain, String html) {}

    /**
     * Writes an answer.
     *
     * @param name the person's name; may be empty
     * @param delivery the delivery, which links name
     */
    Written write(Letter letter, String name, long delivery) {
        return new Written(plain(letter, name, delivery), html(letter, name, delivery));
    }

    private String greeting(String name) {
        return name.isEmpty() ? texts.text("greeting") : texts.text("greeting-with-name").replace("{name}", name);
    }

    private String plain(Letter letter, String name, long delivery) {
        StringBuilder plain = new StringBuilder(greeting(name)).append("\n\n");
        if (letter.revised()) {
            plain.append(texts.text("corrected")).append("\n\n");
        }
        plain.append(printable(letter.text())).append("\n");
        List<Choice> choices = numbered(letter);
        if (!choices.isEmpty()) {
            plain.append("\n");
            choices.forEach(c -> plain.append(c.id()).append(". ").append(printable(c.question())).append("\n"));
            plain.append("\n").append(texts.text("choices")).append("\n");
        }
        if (!letter.citations().isEmpty()) {
            plain.append("\n").append(texts.text("citations")).append("\n").append(letter.citations().stream()
                    .map(c -> "- " + printable(c.title()) + (c.url() == null ? "" : ": " + c.url()) + "\n")
                    .collect(Collectors.joining()));
        }
        plain.append(offers(letter, delivery));
        return plain.append("\n-- \n").append(footer(letter)).append("\n").append(unsubscribe(letter, delivery))
                .toString();
    }

    private String offers(Letter letter, long delivery) {
        if (!links.possible()) {
            String hint = hint(letter);
            return hint.isEmpty() ? "" : "\n" + hint + "\n";
        }
        String verdict = letter.verdictWanted()
                ? "\n" + texts.text("helped-question") + "\n" + line("helped-yes", "up", delivery)
                        + line("helped-no", "down", delivery)
                : "";
        String person = letter.personOffered() ? "\n" + line("person", "person", delivery) : "";
        return verdict + person;
    }

    private String line(String text, String action, long delivery) {
        return texts.text(text) + ": " + links.url(action, delivery) + "\n";
    }

    private String hint(Letter letter) {
        return letter.verdictWanted()
                ? texts.text("without-links")
                : letter.personOffered() ? texts.text("person-without-links") : "";
    }

    private String footer(Letter letter) {
        String agent = letter.agent();
        return letter.byPerson()
                ? texts.text("footer-person").replace("{agent}", agent == null ? "" : printable(agent))
                : texts.text("footer");
    }

    private String unsubscribe(Letter letter, long delivery) {
        if (letter.byPerson()) {
            return "";
        }
        return (links.possible()
                ? texts.text("unsubscribe") + ": " + links.url("off", delivery)
                : texts.text("unsubscribe-without-links")) + "\n";
    }

    private String html(Letter letter, String name, long delivery) {
        Document document = Jsoup.parse(page);
        document.outputSettings().prettyPrint(false);
        set(document, "greeting", greeting(name));
        set(document, "corrected", letter.revised() ? texts.text("corrected") : "");
        set(document, "text", printable(letter.text()));
        choices(document, numbered(letter));
        citations(document, letter.citations());
        boolean linked = links.possible();
        link(document, "yes", "helped-yes", linked && letter.verdictWanted(), "up", delivery);
        link(document, "no", "helped-no", linked && letter.verdictWanted(), "down", delivery);
        keep(document, "verdict", linked && letter.verdictWanted());
        set(document, "helped", texts.text("helped-question"));
        link(document, "person-link", "person", linked && letter.personOffered(), "person", delivery);
        keep(document, "person", linked && letter.personOffered());
        set(document, "hint", linked ? "" : hint(letter));
        set(document, "footer-text", footer(letter));
        link(document, "unsubscribe-link", "unsubscribe", linked && !letter.byPerson(), "off", delivery);
        if (!linked && !letter.byPerson()) {
            set(document, "unsubscribe", " " + texts.text("unsubscribe-without-links"));
        }
        document.select("[data-part]").removeAttr("data-part");
        document.nodeStream(Comment.class).toList().forEach(Comment::remove);
        return document.outerHtml();
    }

    private void choices(Document document, List<Choice> choices) {
        for (Element row : document.select("[data-part=choice]")) {
            for (Choice choice : choices) {
                Element line = row.clone();
                row.before(line);
                line.select("[data-part=number]").forEach(e -> e.text(choice.id()));
                line.select("[data-part=question]").forEach(e -> e.text(printable(choice.question())));
            }
            row.remove();
        }
        keep(document, "choices", !choices.isEmpty());
        set(document, "choices-how", choices.isEmpty() ? "" : texts.text("choices"));
    }

    private void citations(Document document, List<Citation> citations) {
        for (Element one : document.select("[data-part=citation]")) {
            for (Citation citation : citations) {
                Element line = one.clone();
                one.before(line);
                String url = citation.url();
                if (url == null) {
                    line.text(printable(citation.title()));
                } else {
                    line.select("a").forEach(a -> a.text(printable(citation.title())).attr("href", url));
                }
            }
            one.remove();
        }
        set(document, "citations-title", texts.text("citations"));
        keep(document, "citations", !citations.isEmpty());
    }

    /** What can be chosen by a number; "none of these" is said in words. */
    private static List<Choice> numbered(Letter letter) {
        return letter.choices().stream().filter(choice -> !choice.id().equals(NONE_OF_THESE)).toList();
    }

    private static void set(Document document, String part, String text) {
        for (Element element : document.select("[data-part=" + part + "]")) {
            if (text.isEmpty()) {
                element.remove();
            } else {
                element.text("");
                element.appendText(text);
            }
        }
    }

    private void link(Document document, String part, String text, boolean wanted, String action, long delivery) {
        for (Element element : document.select("[data-part=" + part + "]")) {
            if (wanted) {
                element.text(texts.text(text)).attr("href", links.url(action, delivery));
            } else {
                element.remove();
            }
        }
    }

    private static void keep(Document document, String part, boolean wanted) {
        if (!wanted) {
            document.select("[data-part=" + part + "]").remove();
        }
    }

    /** Text with plain line ends and without half characters and control characters. */
    static String printable(String any) {
        String lines = LINE_ENDS.matcher(any).replaceAll("\n");
        String whole = lines.codePoints().map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return UNPRINTABLE.matcher(whole).replaceAll(" ");
    }

    static String read(String resource) {
        try (InputStream in = new ClassPathResource(resource).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " is missing", e);
        }
    }
}
