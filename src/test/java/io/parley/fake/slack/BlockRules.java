package io.parley.fake.slack;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Slack's documented rules for messages and views. */
public final class BlockRules {
    private static final Pattern LIVE = Pattern.compile("<[@!#]");
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "section", Set.of("type", "block_id", "text", "fields", "accessory", "expand"),
            "actions", Set.of("type", "block_id", "elements"),
            "context_actions", Set.of("type", "block_id", "elements"),
            "input", Set.of("type", "block_id", "label", "element", "dispatch_action", "hint", "optional"));
    private static final int MOST_IN_ALL = 13_200;

    private final Consumer<String> violation;

    public BlockRules(Consumer<String> violation) {
        this.violation = violation;
    }

    /** Looks at a message. */
    public void message(JsonNode message) {
        String text = message.path("text").asString("");
        rule(!text.isBlank(), "no text beside the blocks");
        rule(text.length() <= 4_000, "text of " + text.length() + " characters");
        rule(!LIVE.matcher(text).find(), "a live mention in the text");
        blocks(message.path("blocks"), 50);
    }

    /** Looks at a view. */
    public void view(JsonNode view) {
        rule(view.path("type").asString("").equals("modal"), "a view that is no modal");
        for (String field : List.of("title", "submit", "close")) {
            plain(view.path(field), 24);
        }
        rule(view.path("private_metadata").asString("").length() <= 3_000, "long private_metadata");
        rule(view.path("callback_id").asString("").length() <= 255, "long callback_id");
        blocks(view.path("blocks"), 100);
    }

    private void blocks(JsonNode blocks, int most) {
        rule(blocks.size() <= most, blocks.size() + " blocks");
        rule(blocks.toString().length() <= MOST_IN_ALL, "blocks of " + blocks.toString().length() + " characters");
        blocks.forEach(this::block);
    }

    private void block(JsonNode block) {
        String type = block.path("type").asString("");
        Set<String> known = FIELDS.get(type);
        rule(known != null, "a block of the type '" + type + "'");
        block.propertyNames().forEach(name -> rule(known == null || known.contains(name), type + " has no " + name));
        switch (type) {
            case "section" -> section(block.path("text"));
            case "actions" -> elements(block.path("elements"), 25, "button");
            case "context_actions" -> elements(block.path("elements"), 5, "feedback_buttons");
            default -> plain(block.path("label"), 2_000);
        }
    }

    private void section(JsonNode text) {
        if (text.path("type").asString("").equals("plain_text")) {
            plain(text, 3_000);
            return;
        }
        String written = text.path("text").asString("");
        rule(text.path("type").asString("").equals("mrkdwn"), "a section that is neither mrkdwn nor plain_text");
        rule(!written.isEmpty() && written.length() <= 3_000, "a section of " + written.length() + " characters");
        rule(!LIVE.matcher(written).find(), "a live mention in a section");
        rule(!written.matches("(?s).*&(?!amp;|lt;|gt;).*"), "an & that is not escaped");
    }

    private void elements(JsonNode elements, int most, String type) {
        rule(!elements.isEmpty() && elements.size() <= most, elements.size() + " elements");
        var ids = new HashSet<String>();
        for (JsonNode element : elements) {
            rule(element.path("type").asString("").equals(type), "not a " + type);
            String id = element.path("action_id").asString("");
            rule(!id.isEmpty() && id.length() <= 255 && ids.add(id), "action_id '" + id + "'");
            if (type.equals("button")) {
                button(element);
            } else {
                button(element.path("positive_button"));
                button(element.path("negative_button"));
            }
        }
    }

    private void button(JsonNode button) {
        plain(button.path("text"), 75);
        rule(button.path("value").asString("").length() <= 2_000, "a long value");
        rule(button.path("accessibility_label").asString("").length() <= 75, "a long accessibility_label");
    }

    private void plain(JsonNode text, int most) {
        String written = text.path("text").asString("");
        rule(text.path("type").asString("").equals("plain_text"), "a label that is not plain_text: " + text);
        rule(!written.isBlank() && written.length() <= most, "a label of " + written.length() + " characters");
    }

    private void rule(boolean kept, String what) {
        if (!kept) {
            violation.accept(what);
        }
    }
}
