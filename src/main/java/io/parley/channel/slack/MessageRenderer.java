package io.parley.channel.slack;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.ButtonElement;
import io.parley.channel.AnswerSource;
import io.parley.channel.ButtonAction;
import io.parley.channel.Choice;
import io.parley.channel.Citation;
import io.parley.channel.ForAgents;
import io.parley.channel.OutboundMessage;
import io.parley.channel.Vote;
import io.parley.channel.slack.api.SlackTarget;
import io.parley.channel.text.TextSplitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gives a message Slack's form: blocks with buttons under the last, cut into messages that are not too long. */
final class MessageRenderer {
    private static final int MAX_TEXT = 2_800;
    /** Most characters of the text beside the blocks. */
    private static final int MAX_TOGETHER = 3_900;
    private static final int MAX_BUTTONS_IN_ROW = 5;
    private static final int MAX_CITATIONS = 10;
    private static final int MAX_TITLE = 150;
    private static final int MAX_URL = 1_000;

    private final SlackTexts texts;

    MessageRenderer(SlackTexts texts) {
        this.texts = texts;
    }

    /** The parts as they are kept until they are delivered, in order, at least one. */
    List<String> payloads(OutboundMessage message) {
        return switch (message.forAgents()) {
            case ForAgents.Mark mark -> List.of(RenderedPart.reaction(emoji(mark.sign()), mark.on()).payload());
            case ForAgents.Loud loud ->
                parts(message).stream().map(RenderedPart::shownToAll).map(RenderedPart::payload).toList();
            case ForAgents.Buttons buttons -> parts(message).stream().map(RenderedPart::payload).toList();
            case null -> parts(message).stream().map(RenderedPart::payload).toList();
        };
    }

    private static String emoji(ForAgents.Sign sign) {
        return switch (sign) {
            case DELIVERED -> "white_check_mark";
            case FAILED -> "warning";
            case INSIDE -> "lock";
        };
    }

    private SlackTexts texts(OutboundMessage message) {
        return texts.in(message.spoken());
    }

    private List<RenderedPart> parts(OutboundMessage message) {
        var parts = new ArrayList<RenderedPart>();
        verbatim(message).forEach(
                words -> parts.add(part(SlackText.verbatim(words), BlockKit.verbatim(words), message.inReplyTo())));
        List<String> stretches = parts.isEmpty() || hasMore(message) ? stretches(message) : List.of();
        for (int i = 0; i < stretches.size(); i++) {
            RenderedPart stretch = part(stretches.get(i), BlockKit.mrkdwn(stretches.get(i)), message.inReplyTo());
            if (i == 0 && !parts.isEmpty() && fit(parts.getLast(), stretch)) {
                parts.add(parts.removeLast().with(stretch));
            } else {
                parts.add(stretch);
            }
        }
        parts.add(parts.removeLast().with(below(message)));
        return parts;
    }

    private static RenderedPart part(String text, LayoutBlock block, @Nullable String asked) {
        return new RenderedPart(text, List.of(block), asked);
    }

    private static boolean fit(RenderedPart words, RenderedPart stretch) {
        return words.text().length() + stretch.text().length() < MAX_TOGETHER;
    }

    /** Pieces of the words of others with which a message may begin. */
    private static List<String> verbatim(OutboundMessage message) {
        String words = SlackText.inOrder(SlackText.printable(message.text().substring(0, message.verbatim())));
        return cut(words, MAX_TEXT, SlackText::verbatim);
    }

    private static boolean hasMore(OutboundMessage message) {
        return !message.text().substring(message.verbatim()).isBlank() || !message.choices().isEmpty();
    }

    private List<String> stretches(OutboundMessage message) {
        String said = SlackText.printable(message.text().substring(message.verbatim()));
        String text = said.isBlank() ? texts(message).get("nothing-to-show") : said;
        var stretches = cut(text + longChoices(message.choices()), MAX_TEXT, SlackText::mrkdwn).stream()
                .map(SlackText::mrkdwn).collect(Collectors.toCollection(ArrayList::new));
        if (message.source() == AnswerSource.PERSON && message.agent() != null) {
            String agent = "*" + SlackText.mrkdwn(BlockKit.label(message.agent())) + "*";
            if (agent.length() + stretches.getFirst().length() < BlockKit.MAX_SECTION) {
                stretches.set(0, agent + "\n" + stretches.getFirst());
            } else {
                stretches.addFirst(agent);
            }
        }
        return stretches;
    }

    /** Pieces of a text, each of which fits in the form in which it is shown; the less that adds, the longer they are. */
    private static List<String> cut(String text, int limit, UnaryOperator<String> form) {
        return TextSplitter.of(text, limit).stream().map(range -> text.substring(range.from(), range.to()))
                .flatMap(piece -> form.apply(piece).length() <= BlockKit.MAX_SECTION
                        ? Stream.of(piece)
                        : cut(piece, Math.max(1, limit / 2), form).stream())
                .toList();
    }

    /** Questions that do not fit their buttons stand in the text too. */
    private static String longChoices(List<Choice> choices) {
        return choices.stream().anyMatch(c -> !BlockKit.label(c.question()).equals(c.question()))
                ? choices.stream().map(c -> "\n" + c.id() + ". " + c.question())
                        .collect(Collectors.joining("", "\n", ""))
                : "";
    }

    private List<LayoutBlock> below(OutboundMessage message) {
        var blocks = new ArrayList<LayoutBlock>();
        citations(message).ifPresent(blocks::add);
        blocks.addAll(choices(message));
        if (message.verdictWanted()) {
            blocks.add(BlockKit.feedback(value(new ButtonAction.Voted(Vote.UP, null), message),
                    value(new ButtonAction.Voted(Vote.DOWN, null), message), texts(message)));
        }
        if (message.personOffered()) {
            var more = new ArrayList<ButtonElement>();
            more.add(BlockKit.pressButton(texts(message).get("talk-to-a-person"),
                    value(new ButtonAction.PersonWanted(), message)));
            if (message.verdictWanted() && isForOne(message)) {
                more.add(BlockKit.pressButton(texts(message).get("share"), value(new ButtonAction.Shared(), message)));
            }
            blocks.add(BlockKit.row(more));
        }
        if (message.forAgents() instanceof ForAgents.Buttons buttons) {
            AgentButton.row(buttons, texts(message)).ifPresent(blocks::add);
        }
        return blocks;
    }

    private Optional<LayoutBlock> citations(OutboundMessage message) {
        String list = message.citations().stream().filter(c -> isShown(c, message)).limit(MAX_CITATIONS)
                .map(c -> "\n• " + shown(c)).collect(Collectors.joining());
        String text = texts(message).get("more-about-this") + list;
        return list.isEmpty() || text.length() > BlockKit.MAX_SECTION
                ? Optional.empty()
                : Optional.of(BlockKit.mrkdwn(text));
    }

    /** A link that stands in the answer already is not repeated; a title without a link tells only where a model looked. */
    private static boolean isShown(Citation citation, OutboundMessage message) {
        return link(citation).map(url -> !message.text().contains(url)).orElse(message.source() == AnswerSource.MODEL);
    }

    private static String shown(Citation citation) {
        String printable = SlackText.printable(citation.title()).strip();
        String title = SlackText.escaped(printable.length() <= MAX_TITLE
                ? printable
                : BlockKit.label(printable));
        return link(citation).map(url -> SlackText.link(SlackText.escaped(url), title)).orElse(title);
    }

    private static Optional<String> link(Citation citation) {
        return Optional.ofNullable(citation.url())
                .filter(url -> url.matches("(?i)https?://[^\\s<>|]+") && url.length() <= MAX_URL);
    }

    private static List<LayoutBlock> choices(OutboundMessage message) {
        var rows = new ArrayList<LayoutBlock>();
        for (int from = 0; from < message.choices().size(); from += MAX_BUTTONS_IN_ROW) {
            int to = Math.min(from + MAX_BUTTONS_IN_ROW, message.choices().size());
            rows.add(BlockKit.row(message.choices().subList(from, to).stream().map(choice -> BlockKit
                    .pressButton(choice.question(), value(new ButtonAction.Chosen(choice.id()), message))).toList()));
        }
        return rows;
    }

    /** A message that only one person sees does not tell, when its buttons are pressed, where it stands. */
    private static ButtonValue value(ButtonAction press, OutboundMessage message) {
        String asked = message.inReplyTo();
        return new ButtonValue(press, message.messageId(), asked != null && isForOne(message) ? asked : "");
    }

    private static boolean isForOne(OutboundMessage message) {
        String asked = message.inReplyTo();
        return asked != null && SlackTarget.forOne(asked, "").isPresent();
    }
}
