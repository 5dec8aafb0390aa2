package io.parley.channel.slack;

import io.parley.channel.Choice;
import io.parley.channel.Citation;
import io.parley.channel.OutboundMessage;
import io.parley.channel.Press;
import io.parley.channel.Source;
import io.parley.channel.TextCuts;
import io.parley.channel.Vote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Gives a message Slack's form: blocks with buttons under the last, cut into messages that are not too long. */
final class MessageRenderer {
    private static final int LONGEST_TEXT = 2_800;
    /** Most characters of the text beside the blocks. */
    private static final int LONGEST_TOGETHER = 3_900;
    private static final int BUTTONS_TOGETHER = 5;
    private static final int MOST_CITATIONS = 10;
    private static final int LONGEST_TITLE = 150;
    private static final int LONGEST_URL = 1_000;

    private final SlackTexts texts;

    MessageRenderer(SlackTexts texts) {
        this.texts = texts;
    }

    /** The parts as they are kept until they are delivered, in order, at least one. */
    List<String> payloads(OutboundMessage message) {
        return parts(message).stream().map(RenderedPart::payload).toList();
    }

    private SlackTexts texts(OutboundMessage message) {
        return texts.in(message.spoken());
    }

    private List<RenderedPart> parts(OutboundMessage message) {
        var parts = new ArrayList<RenderedPart>();
        verbatim(message).forEach(
                words -> parts.add(part(SlackText.verbatim(words), Blocks.verbatim(words), message.inReplyTo())));
        List<String> stretches = parts.isEmpty() || hasMore(message) ? stretches(message) : List.of();
        for (int i = 0; i < stretches.size(); i++) {
            RenderedPart stretch = part(stretches.get(i), Blocks.section(stretches.get(i)), message.inReplyTo());
            if (i == 0 && !parts.isEmpty() && fit(parts.getLast(), stretch)) {
                parts.add(parts.removeLast().with(stretch));
            } else {
                parts.add(stretch);
            }
        }
        below(message).forEach(parts.getLast().blocks()::add);
        return parts;
    }

    private static RenderedPart part(String text, ObjectNode block, @Nullable String asked) {
        return new RenderedPart(text, JsonMapper.shared().createArrayNode().add(block), asked);
    }

    private static boolean fit(RenderedPart words, RenderedPart stretch) {
        return words.text().length() + stretch.text().length() < LONGEST_TOGETHER;
    }

    /** Pieces of the words of others with which a message may begin. */
    private static List<String> verbatim(OutboundMessage message) {
        String words = SlackText.inOrder(SlackText.printable(message.text().substring(0, message.verbatim())));
        return cut(words, LONGEST_TEXT, SlackText::verbatim);
    }

    private static boolean hasMore(OutboundMessage message) {
        return !message.text().substring(message.verbatim()).isBlank() || !message.choices().isEmpty();
    }

    private List<String> stretches(OutboundMessage message) {
        String said = SlackText.printable(message.text().substring(message.verbatim()));
        String text = said.isBlank() ? texts(message).get("nothing-to-show") : said;
        var stretches = cut(text + longChoices(message.choices()), LONGEST_TEXT, SlackText::mrkdwn).stream()
                .map(SlackText::mrkdwn).collect(Collectors.toCollection(ArrayList::new));
        if (message.source() == Source.PERSON && message.agent() != null) {
            String agent = "*" + SlackText.mrkdwn(Blocks.label(message.agent())) + "*";
            if (agent.length() + stretches.getFirst().length() < Blocks.LONGEST_SECTION) {
                stretches.set(0, agent + "\n" + stretches.getFirst());
            } else {
                stretches.addFirst(agent);
            }
        }
        return stretches;
    }

    /** Pieces of a text, each of which fits in the form in which it is shown; the less that adds, the longer they are. */
    private static List<String> cut(String text, int limit, UnaryOperator<String> form) {
        return TextCuts.of(text, limit).stream().map(range -> text.substring(range.from(), range.to()))
                .flatMap(piece -> form.apply(piece).length() <= Blocks.LONGEST_SECTION
                        ? Stream.of(piece)
                        : cut(piece, Math.max(1, limit / 2), form).stream())
                .toList();
    }

    /** Questions that do not fit their buttons stand in the text too. */
    private static String longChoices(List<Choice> choices) {
        return choices.stream().anyMatch(c -> !Blocks.label(c.question()).equals(c.question()))
                ? choices.stream().map(c -> "\n" + c.id() + ". " + c.question())
                        .collect(Collectors.joining("", "\n", ""))
                : "";
    }

    private List<ObjectNode> below(OutboundMessage message) {
        var blocks = new ArrayList<ObjectNode>();
        citations(message).ifPresent(blocks::add);
        blocks.addAll(choices(message));
        if (message.verdictWanted()) {
            blocks.add(Blocks.feedback(value(new Press.Voted(Vote.UP, null), message),
                    value(new Press.Voted(Vote.DOWN, null), message), texts(message)));
        }
        if (message.personOffered()) {
            ObjectNode more = Blocks.actions();
            more.withArray("elements").add(
                    Blocks.button(texts(message).get("talk-to-a-person"), value(new Press.PersonWanted(), message)));
            if (message.verdictWanted() && isForOne(message)) {
                more.withArray("elements")
                        .add(Blocks.button(texts(message).get("share"), value(new Press.Shared(), message)));
            }
            blocks.add(more);
        }
        return blocks;
    }

    private Optional<ObjectNode> citations(OutboundMessage message) {
        String list = message.citations().stream().filter(c -> isShown(c, message)).limit(MOST_CITATIONS)
                .map(c -> "\n• " + shown(c)).collect(Collectors.joining());
        String text = texts(message).get("more-about-this") + list;
        return list.isEmpty() || text.length() > Blocks.LONGEST_SECTION
                ? Optional.empty()
                : Optional.of(Blocks.section(text));
    }

    /** A link that stands in the answer already is not repeated; a title without a link tells only where a model looked. */
    private static boolean isShown(Citation citation, OutboundMessage message) {
        return link(citation).map(url -> !message.text().contains(url)).orElse(message.source() == Source.MODEL);
    }

    private static String shown(Citation citation) {
        String printable = SlackText.printable(citation.title()).strip();
        String title = SlackText.escaped(printable.length() <= LONGEST_TITLE
                ? printable
                : Blocks.label(printable));
        return link(citation).map(url -> SlackText.link(SlackText.escaped(url), title)).orElse(title);
    }

    private static Optional<String> link(Citation citation) {
        return Optional.ofNullable(citation.url())
                .filter(url -> url.matches("(?i)https?://[^\\s<>|]+") && url.length() <= LONGEST_URL);
    }

    private List<ObjectNode> choices(OutboundMessage message) {
        var blocks = new ArrayList<ObjectNode>();
        for (int i = 0; i < message.choices().size(); i++) {
            if (i % BUTTONS_TOGETHER == 0) {
                blocks.add(Blocks.actions());
            }
            Choice choice = message.choices().get(i);
            blocks.getLast().withArray("elements")
                    .add(Blocks.button(choice.question(), value(new Press.Chosen(choice.id()), message)));
        }
        return blocks;
    }

    /** A message that only one person sees does not tell, when its buttons are pressed, where it stands. */
    private static ButtonValue value(Press press, OutboundMessage message) {
        String asked = message.inReplyTo();
        return new ButtonValue(press, message.messageId(), asked != null && isForOne(message) ? asked : "");
    }

    private static boolean isForOne(OutboundMessage message) {
        String asked = message.inReplyTo();
        return asked != null && SlackTarget.forOne(asked, "").isPresent();
    }
}
