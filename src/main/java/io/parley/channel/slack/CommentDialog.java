package io.parley.channel.slack;

import static io.parley.channel.slack.SlackPayload.text;

import com.slack.api.methods.request.views.ViewsOpenRequest;
import io.parley.channel.Address;
import io.parley.channel.Press;
import io.parley.channel.ThreadKey;
import io.parley.channel.Vote;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The dialog in which somebody may say why an answer was no good. <a href="https://docs.slack.dev/surfaces/modals">Modals</a>. */
final class CommentDialog {
    private static final String ID = "parley_comment";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_COMMENT = 500;

    /** Which answer it is about, and where that stands. */
    record About(ThreadKey thread, Address address, String answerId) {}

    private CommentDialog() {}

    /** The request that opens it after a thumbs-down; empty after anything else. */
    static Optional<ViewsOpenRequest> opening(SlackPayload incoming, SlackTexts texts) {
        JsonNode content = incoming.content();
        String trigger = text(content, "trigger_id");
        if (!incoming.kind().equals("block_actions") || trigger.isEmpty()) {
            return Optional.empty();
        }
        for (JsonNode action : content.path("actions")) {
            Optional<ButtonValue> value = ButtonValue.of(text(action, "value")).filter(CommentDialog::isDown);
            Optional<? extends SlackTarget> place = ActionReader.place(content);
            if (value.isPresent() && place.isPresent()) {
                return Optional.of(ViewsOpenRequest.builder().triggerId(trigger)
                        .viewAsString(view(value.get().answerId(), place.get(), texts).toString()).build());
            }
        }
        return Optional.empty();
    }

    private static boolean isDown(ButtonValue value) {
        return value.press() instanceof Press.Voted voted && voted.vote() == Vote.DOWN;
    }

    private static ObjectNode view(String answerId, SlackTarget place, SlackTexts texts) {
        ObjectNode about = JSON.createObjectNode().put("answer", answerId).put("thread", place.thread().value())
                .put("address", place.address().value());
        ObjectNode view = JSON.createObjectNode().put("type", "modal").put("callback_id", ID)
                .put("private_metadata", about.toString());
        view.set("title", Blocks.plain(texts.get("comment-title")));
        view.set("submit", Blocks.plain(texts.get("comment-send")));
        view.set("close", Blocks.plain(texts.get("comment-skip")));
        ObjectNode input = view.putArray("blocks").addObject().put("type", "input").put("block_id", "comment")
                .put("optional", true);
        input.set("label", Blocks.plain(texts.get("comment-label")));
        input.putObject("element").put("type", "plain_text_input").put("action_id", "comment").put("multiline", true)
                .put("max_length", LONGEST_COMMENT);
        return view;
    }

    /** What a dialog that was sent is about, if it is one of ours. */
    static Optional<About> about(JsonNode view) {
        if (!text(view, "callback_id").equals(ID)) {
            return Optional.empty();
        }
        try {
            JsonNode about = JSON.readTree(text(view, "private_metadata"));
            return Optional.of(new About(new ThreadKey(SlackTarget.SLACK, text(about, "thread")),
                    new Address(SlackTarget.SLACK, text(about, "address")), text(about, "answer")));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** What was said. */
    static String comment(JsonNode view) {
        return text(view.path("state").path("values").path("comment").path("comment"), "value");
    }
}
