package io.parley.channel.slack;

import java.text.BreakIterator;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pieces of messages as Slack takes them. <a href="https://docs.slack.dev/reference/block-kit/blocks">Blocks</a>. */
final class Blocks {
    /** Most characters of a section's text. */
    static final int LONGEST_SECTION = 3_000;
    /** The kind of block that holds feedback buttons; not every workspace has it. */
    private static final String FEEDBACK = "context_actions";
    private static final int LONGEST_LABEL = 75;
    private static final JsonMapper JSON = JsonMapper.shared();

    private Blocks() {}

    static ObjectNode plain(String text) {
        return JSON.createObjectNode().put("type", "plain_text").put("text", text).put("emoji", true);
    }

    static ObjectNode section(String mrkdwn) {
        ObjectNode block = JSON.createObjectNode().put("type", "section");
        block.putObject("text").put("type", "mrkdwn").put("text", mrkdwn);
        return block;
    }

    /** A text in which nothing is markup. */
    static ObjectNode verbatim(String text) {
        ObjectNode block = JSON.createObjectNode().put("type", "section");
        block.set("text", plain(text).put("emoji", false));
        return block;
    }

    static ObjectNode actions() {
        ObjectNode block = JSON.createObjectNode().put("type", "actions");
        block.putArray("elements");
        return block;
    }

    static ObjectNode button(String label, ButtonValue value) {
        ObjectNode button = JSON.createObjectNode().put("type", "button").put("action_id", "parley_" + value.word())
                .put("value", value.written());
        button.set("text", plain(label(label)));
        return button;
    }

    static ObjectNode feedback(ButtonValue up, ButtonValue down, SlackTexts texts) {
        ObjectNode block = JSON.createObjectNode().put("type", FEEDBACK);
        ObjectNode buttons = block.putArray("elements").addObject().put("type", "feedback_buttons").put("action_id",
                "parley_vote");
        buttons.set("positive_button", vote(texts.get("vote-up"), texts.get("vote-up-spoken"), up));
        buttons.set("negative_button", vote(texts.get("vote-down"), texts.get("vote-down-spoken"), down));
        return block;
    }

    private static ObjectNode vote(String label, String spoken, ButtonValue value) {
        ObjectNode vote = JSON.createObjectNode().put("value", value.written()).put("accessibility_label",
                label(spoken));
        vote.set("text", plain(label(label)));
        return vote;
    }

    /** Whether some of the blocks hold feedback buttons. */
    static boolean hasFeedback(ArrayNode blocks) {
        return blocks.valueStream().anyMatch(block -> block.path("type").asString("").equals(FEEDBACK));
    }

    /** The same blocks with ordinary buttons in place of feedback buttons. */
    static ArrayNode withoutFeedback(ArrayNode blocks) {
        ArrayNode others = JSON.createArrayNode();
        blocks.forEach(block -> others.add(
                block.path("type").asString("").equals(FEEDBACK) ? ordinary(block.path("elements").path(0)) : block));
        return others;
    }

    /** The same blocks, whose ordinary buttons tell where the message belongs. */
    static ArrayNode standingAt(String thread, ArrayNode blocks) {
        ArrayNode marked = blocks.deepCopy();
        marked.forEach(block -> block.path("elements").forEach(element -> ButtonValue
                .of(element.path("value").asString(""))
                .map(value -> new ButtonValue(value.press(), value.answerId(), thread))
                .ifPresent(value -> ((ObjectNode) element).put("value", value.written()))));
        return marked;
    }

    private static ObjectNode ordinary(JsonNode feedback) {
        ObjectNode block = actions();
        for (String which : new String[]{"positive_button", "negative_button"}) {
            JsonNode vote = feedback.path(which);
            ButtonValue.of(vote.path("value").asString("")).ifPresent(value -> block.withArray("elements")
                    .add(button(vote.path("text").path("text").asString("?"), value)));
        }
        return block;
    }

    /** As much of a text as fits a button. */
    static String label(String text) {
        String label = SlackText.printable(text).strip();
        if (label.length() <= LONGEST_LABEL) {
            return label.isEmpty() ? "?" : label;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(label);
        return label.substring(0, characters.preceding(LONGEST_LABEL)).strip() + "…";
    }
}
