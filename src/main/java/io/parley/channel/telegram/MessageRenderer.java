package io.parley.channel.telegram;

import io.parley.channel.AnswerSource;
import io.parley.channel.ButtonAction;
import io.parley.channel.Choice;
import io.parley.channel.Citation;
import io.parley.channel.ForAgents;
import io.parley.channel.OutboundMessage;
import io.parley.channel.Vote;
import io.parley.channel.text.TextSplitter;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives a message Telegram's form: HTML, cut into parts, with buttons under the last one. */
final class MessageRenderer {
    /** Most UTF-16 units of a message, after its tags are read. */
    static final int LONGEST = 4096;
    private static final int LONGEST_LABEL = 60;

    private final TelegramTexts texts;

    MessageRenderer(TelegramTexts texts) {
        this.texts = texts;
    }

    /** The parts as they are kept until they are delivered, in order, at least one. */
    List<String> payloads(OutboundMessage message) {
        return message.forAgents() instanceof ForAgents.Mark(String on, ForAgents.Sign sign)
                ? List.of(new RenderedPart("", "", List.of(), on, emoji(sign)).payload())
                : parts(message).stream().map(RenderedPart::payload).toList();
    }

    /** Telegram takes some emoji only as reactions. */
    private static String emoji(ForAgents.Sign sign) {
        return switch (sign) {
            case DELIVERED -> "👌";
            case FAILED -> "💔";
            case INSIDE -> "✍";
        };
    }

    /** The parts in order, at least one. */
    List<RenderedPart> parts(OutboundMessage message) {
        FormattedText text = text(message);
        List<TextSplitter.Range> ranges = TextSplitter.of(text.text(), LONGEST);
        var parts = new ArrayList<RenderedPart>();
        for (TextSplitter.Range range : ranges) {
            boolean last = parts.size() == ranges.size() - 1;
            parts.add(new RenderedPart(text.html(range), text.text().substring(range.from(), range.to()),
                    last ? buttons(message) : List.of(), parts.isEmpty() ? replyTo(message) : null));
        }
        return parts;
    }

    private TelegramTexts texts(OutboundMessage message) {
        return texts.in(message.spoken());
    }

    private FormattedText text(OutboundMessage message) {
        var text = new FormattedText();
        if (message.source() == AnswerSource.PERSON && message.agent() != null) {
            text.bold(message.agent()).plain("\n");
        }
        text.plain(isVisible(message.text()) ? message.text() : texts(message).nothingToShow());
        addLongChoices(text, message.choices());
        addCitations(text, message);
        return text;
    }

    /** Telegram takes no message of which nothing is seen. */
    private static boolean isVisible(String text) {
        return text.codePoints().anyMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED ->
                false;
            default -> true;
        });
    }

    /** Questions that do not fit their buttons stand in the text too. */
    private static void addLongChoices(FormattedText text, List<Choice> choices) {
        if (choices.stream().anyMatch(c -> !label(c.question()).equals(c.question()))) {
            text.plain("\n");
            choices.forEach(choice -> text.plain("\n" + choice.id() + ". " + choice.question()));
        }
    }

    private void addCitations(FormattedText text, OutboundMessage message) {
        List<Citation> shown = message.citations().stream().filter(c -> isShown(c, message)).toList();
        if (!shown.isEmpty()) {
            text.plain("\n\n" + texts(message).moreAboutThis());
            shown.forEach(citation -> add(text.plain("\n• "), citation));
        }
    }

    /** A link that stands in the answer already is not repeated; a title without a link tells only where a model looked. */
    private static boolean isShown(Citation citation, OutboundMessage message) {
        return link(citation).map(url -> !message.text().contains(url)).orElse(message.source() == AnswerSource.MODEL);
    }

    private static void add(FormattedText text, Citation citation) {
        link(citation).ifPresentOrElse(url -> text.link(citation.title(), url), () -> text.plain(citation.title()));
    }

    private static Optional<String> link(Citation citation) {
        return Optional.ofNullable(citation.url()).filter(url -> url.matches("(?i)https?://\\S+"));
    }

    private List<List<RenderedPart.Button>> buttons(OutboundMessage message) {
        var rows = new ArrayList<List<RenderedPart.Button>>();
        for (Choice choice : message.choices()) {
            rows.add(List.of(button(label(choice.question()), new ButtonAction.Chosen(choice.id()), message)));
        }
        if (message.verdictWanted()) {
            rows.add(List.of(button(texts(message).voteUp(), new ButtonAction.Voted(Vote.UP, null), message),
                    button(texts(message).voteDown(), new ButtonAction.Voted(Vote.DOWN, null), message)));
        }
        if (message.personOffered()) {
            rows.add(List.of(button(texts(message).talkToAPerson(), new ButtonAction.PersonWanted(), message)));
        }
        if (message.forAgents() instanceof ForAgents.Buttons buttons) {
            rows.addAll(AgentButton.rows(buttons, texts(message)));
        }
        return rows;
    }

    private static RenderedPart.Button button(String label, ButtonAction press, OutboundMessage message) {
        return new RenderedPart.Button(label, new ButtonData(press, message.messageId()).written());
    }

    private static String label(String question) {
        String label = FormattedText.printable(question).strip();
        if (label.length() <= LONGEST_LABEL) {
            return label.isEmpty() ? "?" : label;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(label);
        return label.substring(0, characters.preceding(LONGEST_LABEL)).strip() + "…";
    }

    /** In a group it is shown whose question is answered. */
    private static @Nullable String replyTo(OutboundMessage message) {
        return MessageKey.of(message.inReplyTo()).filter(key -> key.chat() < 0).map(MessageKey::written).orElse(null);
    }
}
