package io.parley.channel.slack;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.contextActions;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.feedbackButton;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;
import static com.slack.api.model.block.element.BlockElements.feedbackButtons;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextActionsBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.FeedbackButtonObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.block.element.FeedbackButtonsElement;
import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Pieces of messages as Slack takes them. <a href="https://docs.slack.dev/reference/block-kit/blocks">Blocks</a>. */
final class BlockKit {
    /** Most characters of a section's text. */
    static final int MAX_SECTION = 3_000;
    private static final int MAX_LABEL = 75;

    private BlockKit() {}

    /** A text with Slack's markup. */
    static LayoutBlock mrkdwn(String text) {
        return section(section -> section.text(markdownText(text)));
    }

    /** A text in which nothing is markup. */
    static LayoutBlock verbatim(String text) {
        return section(section -> section.text(plainText(text, false)));
    }

    /** A row of buttons. */
    static LayoutBlock row(List<ButtonElement> buttons) {
        return actions(List.<BlockElement>copyOf(buttons));
    }

    /** A button that says what its value stands for when it is pressed. */
    static ButtonElement pressButton(String label, ButtonValue value) {
        return button(button -> button.actionId("parley_" + value.word()).value(value.written())
                .text(plainText(label(label), true)));
    }

    /** Feedback buttons; not every workspace has them. */
    static LayoutBlock feedback(ButtonValue up, ButtonValue down, SlackTexts texts) {
        return contextActions(List.of(feedbackButtons(buttons -> buttons.actionId("parley_vote")
                .positiveButton(vote(texts.get("vote-up"), texts.get("vote-up-spoken"), up))
                .negativeButton(vote(texts.get("vote-down"), texts.get("vote-down-spoken"), down)))));
    }

    private static FeedbackButtonObject vote(String label, String spoken, ButtonValue value) {
        return feedbackButton(vote -> vote.value(value.written()).accessibilityLabel(label(spoken))
                .text(plainText(label(label), true)));
    }

    /** Whether some of the blocks hold feedback buttons. */
    static boolean hasFeedback(List<LayoutBlock> blocks) {
        return blocks.stream().anyMatch(ContextActionsBlock.class::isInstance);
    }

    /** The same blocks with ordinary buttons in place of feedback buttons. */
    static List<LayoutBlock> withoutFeedback(List<LayoutBlock> blocks) {
        return blocks.stream().map(block -> block instanceof ContextActionsBlock feedback ? ordinary(feedback) : block)
                .toList();
    }

    private static LayoutBlock ordinary(ContextActionsBlock block) {
        return row(block.getElements().stream().filter(FeedbackButtonsElement.class::isInstance)
                .map(FeedbackButtonsElement.class::cast)
                .flatMap(both -> Stream.of(both.getPositiveButton(), both.getNegativeButton()))
                .flatMap(vote -> ButtonValue.of(vote.getValue()).stream()
                        .map(value -> pressButton(vote.getText().getText(), value)))
                .toList());
    }

    /** The same blocks, whose ordinary buttons tell where the message belongs. */
    static List<LayoutBlock> standingAt(String thread, List<LayoutBlock> blocks) {
        return blocks.stream().map(block -> block instanceof ActionsBlock row
                ? row(row.getElements().stream()
                        .map(ButtonElement.class::cast).map(button -> standingAt(thread, button)).toList())
                : block).toList();
    }

    private static ButtonElement standingAt(String thread, ButtonElement button) {
        return ButtonValue.of(button.getValue()).map(value -> pressButton(button.getText().getText(),
                new ButtonValue(value.press(), value.answerId(), thread))).orElse(button);
    }

    /** As much of a text as fits a button. */
    static String label(String text) {
        String label = SlackText.printable(text).strip();
        if (label.length() <= MAX_LABEL) {
            return label.isEmpty() ? "?" : label;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(label);
        return label.substring(0, characters.preceding(MAX_LABEL)).strip() + "…";
    }
}
