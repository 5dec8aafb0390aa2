package io.parley.channel.slack;

import static com.slack.api.model.block.Blocks.asBlocks;
import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.view.Views.view;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;
import static io.parley.channel.slack.SlackPayload.text;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.methods.request.views.ViewsOpenRequest;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewState;
import io.parley.channel.Address;
import io.parley.channel.ButtonAction;
import io.parley.channel.ThreadKey;
import io.parley.channel.Vote;
import io.parley.channel.slack.api.SlackTarget;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The dialog in which somebody may say why an answer was no good. <a href="https://docs.slack.dev/surfaces/modals">Modals</a>. */
final class CommentDialog {
    private static final String ID = "parley_comment";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_COMMENT = 500;
    private static final String COMMENT = "comment";
    private static final String PLAIN = "plain_text";

    /** Which answer it is about, and where that stands. */
    record About(ThreadKey thread, Address address, String answerId) {}

    private CommentDialog() {}

    /** The request that opens it after a thumbs-down; empty after anything else. */
    static Optional<ViewsOpenRequest> opening(SlackPayload payload, SlackTexts texts) {
        return payload.kind().equals(BlockActionPayload.TYPE)
                ? PressedButton.of(payload).filter(button -> isDown(button.value()) && !button.triggerId().isEmpty())
                        .map(button -> ViewsOpenRequest.builder().triggerId(button.triggerId())
                                .view(dialog(button.value().answerId(), button.target(), texts)).build())
                : Optional.empty();
    }

    private static boolean isDown(ButtonValue value) {
        return value.press() instanceof ButtonAction.Voted voted && voted.vote() == Vote.DOWN;
    }

    private static View dialog(String answerId, SlackTarget target, SlackTexts texts) {
        ObjectNode about = JSON.createObjectNode().put("answer", answerId).put("thread", target.thread().value())
                .put("address", target.address().value());
        return view(view -> view.type("modal").callbackId(ID).privateMetadata(about.toString())
                .title(viewTitle(title -> title.type(PLAIN).text(texts.get("comment-title")).emoji(true)))
                .submit(viewSubmit(submit -> submit.type(PLAIN).text(texts.get("comment-send")).emoji(true)))
                .close(viewClose(close -> close.type(PLAIN).text(texts.get("comment-skip")).emoji(true)))
                .blocks(asBlocks(input(input -> input.blockId(COMMENT).optional(true)
                        .label(plainText(texts.get("comment-label"), true))
                        .element(plainTextInput(
                                text -> text.actionId(COMMENT).multiline(true).maxLength(MAX_COMMENT)))))));
    }

    /** The answer that a submitted dialog concerns; empty if the dialog is not ours. */
    static Optional<About> about(SlackPayload payload) {
        return payload.as(ViewSubmissionPayload.class).map(ViewSubmissionPayload::getView)
                .flatMap(CommentDialog::about);
    }

    /** The answer that a dialog concerns; empty if the dialog is not ours. */
    static Optional<About> about(View view) {
        if (!ID.equals(view.getCallbackId())) {
            return Optional.empty();
        }
        try {
            JsonNode about = JSON.readTree(text(view.getPrivateMetadata()));
            return Optional.of(new About(new ThreadKey(SlackTarget.SLACK, text(about, "thread")),
                    new Address(SlackTarget.SLACK, text(about, "address")), text(about, "answer")));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The comment as typed; empty if there is none. */
    static String comment(View view) {
        return Optional.ofNullable(view.getState()).map(ViewState::getValues).map(values -> values.get(COMMENT))
                .map(block -> block.get(COMMENT)).map(ViewState.Value::getValue).orElse("");
    }
}
