package io.parley.channel.email.sending;

import static io.parley.channel.email.sending.MailRenderer.printable;

import io.parley.channel.Choice;
import io.parley.channel.Citation;
import io.parley.channel.Language;
import io.parley.channel.email.thread.Links;
import io.parley.channel.email.thread.MailDraft;
import io.parley.channel.email.thread.MailQuestions.Section;
import io.parley.channel.text.YamlTexts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.springframework.core.io.ClassPathResource;

/** Writes mails as HTML, into the page of {@code channels/email/answer.html}. */
final class HtmlRenderer {
    private final Language language;
    private final YamlTexts texts;
    private final Links links;
    private final Wording wording;
    private final String page;

    HtmlRenderer(Language language, YamlTexts texts, Links links) {
        this.language = language;
        this.texts = texts;
        this.links = links;
        this.wording = new Wording(texts, links);
        this.page = read("channels/email/answer.html");
    }

    String write(List<Section> sections, String name, boolean theirs, String shop) {
        Document document = Jsoup.parse(page);
        document.outputSettings().prettyPrint(false);
        document.select("html").attr("lang", language.tag());
        set(document, "greeting", wording.greeting(sections.getLast().letter(), name));
        for (Element template : document.select("[data-part=section]")) {
            for (Section section : sections) {
                Element element = template.clone();
                template.before(element);
                fill(element, section, sections);
            }
            template.remove();
        }
        set(document, "sign-off", printable(wording.signOff(sections.getLast().letter(), shop)));
        foot(document, sections.getLast(), theirs);
        document.select("[data-part]").removeAttr("data-part");
        document.nodeStream(Comment.class).toList().forEach(Comment::remove);
        return document.outerHtml();
    }

    private void fill(Element element, Section section, List<Section> sections) {
        MailDraft letter = section.letter();
        set(element, "asked", MailRenderer.heading(section, sections));
        set(element, "corrected", letter.revised() ? texts.text("corrected") : "");
        set(element, "text", printable(letter.text()));
        choices(element, section, MailRenderer.isNumbered(section, sections));
        citations(element, letter);
        boolean verdict = wording.asksForVerdict(letter);
        link(element, "yes", "helped-yes", verdict, "up", section);
        link(element, "no", "helped-no", verdict, "down", section);
        set(element, "helped", texts.text("helped-question"));
        keep(element, "verdict", verdict);
        boolean person = wording.offersPerson(letter);
        link(element, "person-link", "person", person, "person", section);
        keep(element, "person", person);
        set(element, "hint", wording.hint(letter));
    }

    private void foot(Document document, Section own, boolean theirs) {
        boolean answered = theirs && !own.letter().byPerson();
        set(document, "footer-text", wording.footer(own.letter()));
        link(document, "unsubscribe-link", "unsubscribe", links.possible() && answered, "off", own);
        if (!links.possible() && answered) {
            set(document, "unsubscribe", " " + texts.text("unsubscribe-without-links"));
        }
    }

    private void choices(Element element, Section section, boolean numbered) {
        List<Choice> choices = MailRenderer.choices(section, links.possible());
        for (Element row : element.select("[data-part=choice]")) {
            for (Choice choice : choices) {
                Element line = row.clone();
                row.before(line);
                line.select("[data-part=number]").forEach(e -> e.text(numbered ? choice.id() : "\u2022"));
                line.select("[data-part=question]").forEach(e -> choice(e, choice, section));
            }
            row.remove();
        }
        keep(element, "choices", !choices.isEmpty());
        set(element, "choices-how", choices.isEmpty() ? "" : wording.choicesHow(numbered));
    }

    private void choice(Element question, Choice choice, Section section) {
        if (links.possible()) {
            String url = links.url(Links.choosing(choice), section.delivery());
            question.select("a").forEach(a -> a.text(printable(choice.question())).attr("href", url));
        } else {
            question.text(printable(choice.question()));
        }
    }

    private void citations(Element section, MailDraft letter) {
        List<Citation> citations = MailRenderer.citations(letter);
        for (Element one : section.select("[data-part=citation]")) {
            for (Citation citation : citations) {
                Element line = one.clone();
                one.before(line);
                String url = citation.url();
                if (url == null) {
                    line.text(printable(citation.title()));
                } else {
                    line.select("a").forEach(a -> a.text(MailRenderer.title(citation, letter)).attr("href", url));
                }
            }
            one.remove();
        }
        set(section, "citations-title", texts.text("citations"));
        keep(section, "citations", !citations.isEmpty());
    }

    private static void set(Element within, String part, String text) {
        for (Element element : within.select("[data-part=" + part + "]")) {
            if (text.isEmpty()) {
                element.remove();
            } else {
                element.text("");
                element.appendText(text);
            }
        }
    }

    private void link(Element within, String part, String text, boolean wanted, String action, Section section) {
        for (Element element : within.select("[data-part=" + part + "]")) {
            if (wanted) {
                element.text(texts.text(text)).attr("href", links.url(action, section.delivery()));
            } else {
                element.remove();
            }
        }
    }

    private static void keep(Element within, String part, boolean wanted) {
        if (!wanted) {
            within.select("[data-part=" + part + "]").remove();
        }
    }

    static String read(String resource) {
        try (InputStream in = new ClassPathResource(resource).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " is missing", e);
        }
    }
}
