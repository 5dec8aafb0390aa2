package io.parley.channel.email.sending;

import static io.parley.channel.email.sending.MailRenderer.printable;

import io.parley.channel.AnswerSource;
import io.parley.channel.Choice;
import io.parley.channel.Citation;
import io.parley.channel.email.thread.Links;
import io.parley.channel.email.thread.MailDraft;
import io.parley.channel.email.thread.MailQuestions.Section;
import io.parley.channel.text.YamlTexts;
import java.util.List;
import java.util.stream.Collectors;

/** Writes mails as plain text. */
final class PlainRenderer {
    private final YamlTexts texts;
    private final Links links;
    private final Wording wording;

    PlainRenderer(YamlTexts texts, Links links) {
        this.texts = texts;
        this.links = links;
        this.wording = new Wording(texts, links);
    }

    String write(List<Section> sections, String name, boolean theirs, String shop) {
        Section own = sections.getLast();
        String greeting = wording.greeting(own.letter(), name);
        StringBuilder plain = new StringBuilder(greeting).append(greeting.isEmpty() ? "" : "\n");
        for (Section section : sections) {
            add(section, sections, plain);
        }
        String signOff = wording.signOff(own.letter(), shop);
        plain.append(signOff.isEmpty() ? "" : "\n" + printable(signOff) + "\n");
        plain.append("\n-- \n").append(wording.footer(own.letter())).append("\n");
        return plain.append(theirs ? unsubscribe(own) : "").toString();
    }

    private void add(Section section, List<Section> sections, StringBuilder plain) {
        MailDraft letter = section.letter();
        String heading = MailRenderer.heading(section, sections);
        plain.append(plain.isEmpty() ? "" : "\n").append(heading.isEmpty() ? "" : "\u201c" + heading + "\u201d\n\n");
        if (letter.revised()) {
            plain.append(texts.text("corrected")).append("\n\n");
        }
        plain.append(printable(letter.text())).append("\n");
        addChoices(section, MailRenderer.isNumbered(section, sections), plain);
        addCitations(letter, plain);
        plain.append(offers(section));
    }

    private void addChoices(Section section, boolean numbered, StringBuilder plain) {
        List<Choice> choices = MailRenderer.choices(section, links.possible());
        if (!choices.isEmpty()) {
            plain.append("\n");
            choices.forEach(c -> plain.append(numbered ? c.id() + "." : "-").append(" ")
                    .append(printable(c.question())).append("\n").append(linkTo(c, section)));
            plain.append("\n").append(wording.choicesHow(numbered)).append("\n");
        }
    }

    private String linkTo(Choice choice, Section section) {
        return links.possible() ? "   " + links.url(Links.choosing(choice), section.delivery()) + "\n" : "";
    }

    private void addCitations(MailDraft letter, StringBuilder plain) {
        List<Citation> citations = MailRenderer.citations(letter);
        if (!citations.isEmpty()) {
            plain.append("\n").append(texts.text("citations")).append("\n").append(
                    citations.stream().map(citation -> citation(citation, letter)).collect(Collectors.joining()));
        }
    }

    private static String citation(Citation citation, MailDraft letter) {
        String url = citation.url();
        String title = letter.source() == AnswerSource.FAQ ? "" : printable(citation.title());
        return "- " + (url == null ? title : title.isEmpty() ? url : title + ": " + url) + "\n";
    }

    private String offers(Section section) {
        MailDraft letter = section.letter();
        String hint = wording.hint(letter);
        String verdict = wording.asksForVerdict(letter)
                ? "\n" + texts.text("helped-question") + "\n" + line("helped-yes", "up", section)
                        + line("helped-no", "down", section)
                : "";
        String person = wording.offersPerson(letter) ? "\n" + line("person", "person", section) : "";
        return (hint.isEmpty() ? "" : "\n" + hint + "\n") + verdict + person;
    }

    private String line(String text, String action, Section section) {
        return texts.text(text) + ": " + links.url(action, section.delivery()) + "\n";
    }

    private String unsubscribe(Section own) {
        if (own.letter().byPerson()) {
            return "";
        }
        return links.possible()
                ? line("unsubscribe", "off", own)
                : texts.text("unsubscribe-without-links") + "\n";
    }
}
