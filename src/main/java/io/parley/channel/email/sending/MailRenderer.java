package io.parley.channel.email.sending;

import io.parley.channel.AnswerSource;
import io.parley.channel.Choice;
import io.parley.channel.Citation;
import io.parley.channel.Language;
import io.parley.channel.email.message.DeadLinks;
import io.parley.channel.email.thread.Links;
import io.parley.channel.email.thread.MailDraft;
import io.parley.channel.email.thread.MailQuestions.Section;
import io.parley.channel.text.YamlTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Writes answers as plain text and as HTML, with the texts and the page of {@code channels/email}. */
public final class MailRenderer {
    /** The id of the choice that none of the others is meant. */
    public static final String NONE_OF_THESE = "0";
    private static final int LONGEST_QUOTE = 300;
    private static final Pattern SCHEME = Pattern.compile("^https?://(www\\.)?");
    private static final Pattern LINE_ENDS = Pattern.compile("\\r\\n?|[\\x0B\\x0C\\x85\\u2028\\u2029]");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\x00-\\x08\\x0E-\\x1F\\x7F]");

    private final Map<Language, PlainRenderer> plain;
    private final Map<Language, HtmlRenderer> html;

    /** A renderer with the texts and the links that go out. */
    public MailRenderer(YamlTexts texts, Links links) {
        this.plain = Language.each(language -> new PlainRenderer(texts.in(language), links));
        this.html = Language.each(language -> new HtmlRenderer(language, texts.in(language), links));
    }

    /** The mail's two forms. */
    record Written(String plain, String html) {}

    /**
     * Writes a mail, in the language of its own answer.
     *
     * @param sections the answers in it, the last one being its own; answers to several questions stand under these
     * @param name the person's name; may be empty
     * @param theirs whether it goes to the address of the person whose conversation it is; only they can end automatic answers
     * @param shop what the shop is called; may be empty
     */
    Written write(List<Section> sections, String name, boolean theirs, String shop) {
        List<Section> shown = withoutRepeats(sections);
        Language language = shown.getLast().letter().spoken();
        return new Written(Objects.requireNonNull(plain.get(language)).write(shown, name, theirs, shop),
                Objects.requireNonNull(html.get(language)).write(shown, name, theirs, shop));
    }

    /**
     * Merges neighbouring sections with the same text, such as that a person will write, into one; an answer that asks
     * for a verdict is not merged.
     */
    private static List<Section> withoutRepeats(List<Section> sections) {
        List<Section> shown = new ArrayList<>();
        for (Section section : sections) {
            Section before = shown.isEmpty() ? section : shown.getLast();
            boolean repeat = !shown.isEmpty() && !section.letter().verdictWanted()
                    && before.letter().text().equals(section.letter().text());
            if (repeat) {
                shown.removeLast();
            }
            String asked = repeat ? before.asked() + " " + section.asked() : section.asked();
            shown.add(new Section(section.delivery(), section.letter(), asked));
        }
        return shown;
    }

    /** The question above an answer, on one line and without links; empty where there is one answer only. */
    static String heading(Section section, List<Section> sections) {
        String asked = Objects.requireNonNullElse(section.asked(), "");
        String line = sections.size() < 2 ? "" : DeadLinks.in(printable(asked));
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "\u2026";
    }

    /** The choices of a section; without links "none of these" is left out, since the text says it. */
    static List<Choice> choices(Section section, boolean links) {
        return section.letter().choices().stream().filter(choice -> links || !choice.id().equals(NONE_OF_THESE))
                .toList();
    }

    /**
     * The citations to show: those with a link that is not in the answer already. A title without a link is shown only
     * under a model's answer, where it names the source; elsewhere it repeats the question.
     */
    static List<Citation> citations(MailDraft letter) {
        return letter.citations().stream().filter(citation -> citation.url() == null
                ? letter.source() == AnswerSource.MODEL
                : !letter.text().contains(citation.url())).toList();
    }

    /**
     * The label of a link: the citation's title; for a FAQ answer the address, since the title repeats the question.
     */
    static String title(Citation citation, MailDraft letter) {
        String url = citation.url();
        return url == null || letter.source() != AnswerSource.FAQ
                ? printable(citation.title())
                : SCHEME.matcher(url).replaceFirst("");
    }

    /** Whether the answer with the number alone means this answer's choices. */
    static boolean isNumbered(Section section, List<Section> sections) {
        return section.equals(sections.getLast());
    }

    /** Text with plain line ends and without half characters and control characters. */
    static String printable(String any) {
        String lines = LINE_ENDS.matcher(any).replaceAll("\n");
        String whole = lines.codePoints().map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return UNPRINTABLE.matcher(whole).replaceAll(" ");
    }
}
