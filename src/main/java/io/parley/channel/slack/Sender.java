package io.parley.channel.slack;

import com.slack.api.app_backend.interactive_components.response.ActionResponse;
import com.slack.api.methods.Methods;
import com.slack.api.methods.RequestFormBuilder;
import com.slack.api.methods.request.chat.ChatPostMessageRequest;
import com.slack.api.methods.request.chat.ChatUpdateRequest;
import com.slack.api.methods.response.chat.ChatDeleteResponse;
import com.slack.api.methods.response.chat.ChatPostEphemeralResponse;
import com.slack.api.methods.response.reactions.ReactionsAddResponse;
import com.slack.api.model.block.LayoutBlock;
import io.parley.channel.Delivery;
import io.parley.channel.DeliveryFailure;
import io.parley.channel.PermanentDeliveryFailure;
import io.parley.channel.Receipt;
import io.parley.channel.TransientDeliveryFailure;
import io.parley.channel.UnknownDeliveryFailure;
import io.parley.channel.calls.CircuitBreaker;
import io.parley.channel.calls.HealthTracker;
import io.parley.channel.slack.api.CallResult;
import io.parley.channel.slack.api.Concern;
import io.parley.channel.slack.api.RateLimiter;
import io.parley.channel.slack.api.SlackApi;
import io.parley.channel.slack.api.SlackTarget;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends, changes and takes away messages, and says how a failure has to be understood. */
final class Sender {
    private static final Set<String> ADDRESS_GONE = Set.of("channel_not_found", "is_archived", "not_in_channel",
            "user_not_found", "cannot_dm_bot", "messages_tab_disabled", "user_disabled", "is_inactive");
    private static final Set<String> SHUT_OUT = Set.of("channel_not_found", "not_in_channel");
    private static final Set<String> BLOCKS_REFUSED = Set.of("invalid_blocks", "invalid_blocks_format",
            "msg_blocks_too_long");
    private static final Set<String> NOTHING_TO_CHANGE = Set.of("message_not_found", "cant_update_message",
            "edit_window_closed");
    private static final Set<String> NOTHING_TO_DELETE = Set.of("message_not_found", "cant_delete_message");
    private static final Set<String> NOTHING_TO_REACT_TO = Set.of("already_reacted", "message_not_found",
            "too_many_emoji", "too_many_reactions", "thread_locked");
    private static final Set<String> TOKEN_WRONG = Set.of("invalid_auth", "not_authed", "token_revoked",
            "token_expired", "account_inactive", "org_login_required", "ekm_access_denied");

    private final SlackApi api;
    private final HealthTracker<Concern> health;
    private final RateLimiter limiter;
    private final CircuitBreaker outage;
    private final SlackTexts texts;
    private volatile boolean feedbackRefused;

    Sender(SlackApi api, HealthTracker<Concern> health, RateLimiter limiter, CircuitBreaker outage, SlackTexts texts) {
        this.api = api;
        this.health = health;
        this.limiter = limiter;
        this.outage = outage;
        this.texts = texts;
    }

    /** Delivers one part to Slack. */
    Receipt deliver(Delivery delivery) {
        Optional<SlackTarget.InThread> target = SlackTarget
                .inThread(delivery.target() == null ? "" : delivery.target());
        return switch (delivery.action()) {
            case SEND -> send(delivery);
            case UPDATE -> target.isPresent() ? update(delivery, target.get()) : send(delivery);
            case DELETE -> delete(delivery, target.orElse(null));
        };
    }

    private Receipt send(Delivery delivery) {
        return switch (SlackTarget.of(delivery.address())) {
            case SlackTarget.InThread(String channel, String root) ->
                receipt(post(delivery, channel, root), delivery);
            case SlackTarget.ShortcutReply reply -> answer(delivery, reply);
            case SlackTarget.Ephemeral one -> respond(delivery, one);
            case SlackTarget.InChannel all -> share(delivery, all);
            case SlackTarget.Agents agents ->
                receipt(post(delivery, agents.channel(), root(delivery)), delivery);
            case SlackTarget.OneAgent one -> toOneAgent(delivery, one);
            case SlackTarget.Member(String user) -> receipt(asked(post(delivery, user, null)), delivery);
        };
    }

    /** The root of the thread in which a message to agents stands; null for one that begins a thread. */
    private static @Nullable String root(Delivery delivery) {
        return SlackTarget.inThread(SlackPayload.text(delivery.under())).map(SlackTarget.InThread::root).orElse(null);
    }

    private Receipt react(Delivery delivery, SlackTarget.InThread on, String emoji) {
        CallResult<ReactionsAddResponse> result = api.call(methods -> methods
                .reactionsAdd(request -> request.channel(on.channel()).timestamp(on.root()).name(emoji)));
        if (!result.isOk() && !NOTHING_TO_REACT_TO.contains(result.error())) {
            throw failure(result, delivery);
        }
        works();
        return new Receipt("reaction/" + delivery.id());
    }

    /** A sign on their words; or a message that they alone see, until they open Slack anew. */
    private Receipt toOneAgent(Delivery delivery, SlackTarget.OneAgent one) {
        RenderedPart part = RenderedPart.read(delivery.payload());
        Optional<SlackTarget.InThread> on = SlackTarget.inThread(SlackPayload.text(part.asked()));
        if (part.emoji() != null && on.isPresent()) {
            return react(delivery, on.get(), part.emoji());
        }
        CallResult<ChatPostEphemeralResponse> result = asked(api.call(methods -> methods.chatPostEphemeral(
                request -> request.channel(one.channel()).user(one.user()).threadTs(root(delivery)).text(part.text())
                        .blocks(part.blocks()))));
        if (!result.isOk()) {
            throw failure(result, delivery);
        }
        works();
        return new Receipt(one.address().value() + "/" + delivery.id());
    }

    /** In the thread of the message; where the bot may not write, for the one who pointed at it. */
    private Receipt answer(Delivery delivery, SlackTarget.ShortcutReply reply) {
        CallResult<PostedMessage> posted = post(delivery, reply.message().channel(), reply.message().root());
        if (!SHUT_OUT.contains(posted.error())) {
            return receipt(posted, delivery);
        }
        RenderedPart part = RenderedPart.read(delivery.payload());
        RenderedPart alone = new RenderedPart(part.text(),
                BlockKit.standingAt(reply.mark(), BlockKit.withoutFeedback(part.blocks())), part.asked());
        RenderedPart onlyYou = new RenderedPart(part.text(), List.of(BlockKit.mrkdwn(texts.get("only-you"))), null)
                .with(alone.blocks());
        CallResult<String> told = api.respond(reply.responseUrl(), response("ephemeral", onlyYou));
        return told instanceof CallResult.Rejected
                ? receipt(asked(post(delivery, reply.user(), null, alone)), delivery)
                : responded(told, delivery, reply.mark() + "/" + reply.user());
    }

    /** In the channel; where the bot is not in it, by the place that Slack made for the button. */
    private Receipt share(Delivery delivery, SlackTarget.InChannel all) {
        CallResult<PostedMessage> posted = post(delivery, all.channel(), null);
        if (!SHUT_OUT.contains(posted.error())) {
            return receipt(posted, delivery);
        }
        ActionResponse message = response("in_channel", RenderedPart.read(delivery.payload()));
        return responded(api.respond(all.responseUrl(), message), delivery, all.thread().value());
    }

    /** Only the one who asked sees it; once that place is used up, it goes into their messages with the bot. */
    private Receipt respond(Delivery delivery, SlackTarget.Ephemeral one) {
        CallResult<String> result = api.respond(one.responseUrl(),
                response("ephemeral", RenderedPart.read(delivery.payload())));
        return result instanceof CallResult.Rejected
                ? receipt(asked(post(delivery, one.user(), null)), delivery)
                : responded(result, delivery, "ask/" + one.channel() + "/" + one.user());
    }

    private static ActionResponse response(String type, RenderedPart part) {
        return ActionResponse.builder().responseType(type).replaceOriginal(false).text(part.text())
                .blocks(BlockKit.withoutFeedback(part.blocks())).build();
    }

    /** The receipt of a message posted to a response URL. */
    private Receipt responded(CallResult<String> result, Delivery delivery, String place) {
        if (!asked(result).isOk()) {
            throw failure(result, delivery);
        }
        health.works(Concern.SENDING);
        return new Receipt(place + "/" + delivery.id());
    }

    /** Where Slack cannot be asked what became of a message, what was lost is not soon sent again. */
    private <T> CallResult<T> asked(CallResult<T> result) {
        if (result instanceof CallResult.Unknown<T>(String why)) {
            health.fails(Concern.SENDING, why);
            throw new UnknownDeliveryFailure(why);
        }
        return result;
    }

    private CallResult<PostedMessage> post(Delivery delivery, String channel, @Nullable String thread) {
        return post(delivery, channel, thread, RenderedPart.read(delivery.payload()));
    }

    private CallResult<PostedMessage> post(Delivery delivery, String channel, @Nullable String thread,
            RenderedPart part) {
        return withBlocks(part, blocks -> api.call(Methods.CHAT_POST_MESSAGE,
                RequestFormBuilder.toForm(ChatPostMessageRequest.builder().channel(channel).threadTs(thread)
                        .replyBroadcast(part.loud() && thread != null).text(part.text()).blocks(blocks)
                        .metadata(DeliveryMark.of(delivery)).build()),
                PostedMessage.class));
    }

    private Receipt update(Delivery delivery, SlackTarget.InThread target) {
        RenderedPart part = RenderedPart.read(delivery.payload());
        CallResult<PostedMessage> result = withBlocks(part, blocks -> api.call(Methods.CHAT_UPDATE,
                RequestFormBuilder.toForm(ChatUpdateRequest.builder().channel(target.channel()).ts(target.root())
                        .text(part.text()).blocks(blocks).metadata(DeliveryMark.of(delivery)).build()),
                PostedMessage.class));
        return NOTHING_TO_CHANGE.contains(result.error()) ? send(delivery) : receipt(result, delivery);
    }

    private Receipt delete(Delivery delivery, SlackTarget.@Nullable InThread target) {
        if (target == null) {
            throw new PermanentDeliveryFailure("Nobody but its reader can take that message away", false);
        }
        CallResult<ChatDeleteResponse> result = api.call(methods -> methods
                .chatDelete(request -> request.channel(target.channel()).ts(target.root())));
        if (!result.isOk() && !NOTHING_TO_DELETE.contains(result.error())) {
            throw failure(result, delivery);
        }
        works();
        return new Receipt(target.written());
    }

    /** Where a workspace does not take the blocks, ordinary buttons are tried, and then the text alone. */
    private CallResult<PostedMessage> withBlocks(RenderedPart part,
            Function<@Nullable List<LayoutBlock>, CallResult<PostedMessage>> call) {
        CallResult<PostedMessage> result = call.apply(blocks(part, feedbackRefused));
        if (BLOCKS_REFUSED.contains(result.error()) && !feedbackRefused && BlockKit.hasFeedback(part.blocks())) {
            result = call.apply(blocks(part, true));
            feedbackRefused = result.isOk();
        }
        return BLOCKS_REFUSED.contains(result.error()) ? call.apply(null) : result;
    }

    private static List<LayoutBlock> blocks(RenderedPart part, boolean ordinaryButtons) {
        return ordinaryButtons ? BlockKit.withoutFeedback(part.blocks()) : part.blocks();
    }

    private Receipt receipt(CallResult<PostedMessage> result, Delivery delivery) {
        if (!(result instanceof CallResult.Ok<PostedMessage>(PostedMessage posted))) {
            throw failure(result, delivery);
        }
        works();
        return new Receipt(posted.id());
    }

    private void works() {
        health.works(Concern.SENDING);
        health.works(Concern.TOKEN);
    }

    /** The delivery failure that a failed call means. */
    private <T> DeliveryFailure failure(CallResult<T> result, Delivery delivery) {
        return switch (result) {
            case CallResult.RateLimited<T>(var retryAfter) -> {
                SlackTarget.of(delivery.address()).inChannel()
                        .ifPresent(channel -> limiter.pause(channel, retryAfter));
                yield new TransientDeliveryFailure("Slack asks to wait", retryAfter);
            }
            case CallResult.NotSent<T>(String why) -> {
                health.fails(Concern.SENDING, why);
                yield new TransientDeliveryFailure(why, CircuitBreaker.TRY_AGAIN);
            }
            case CallResult.Unknown<T>(String why) -> {
                health.fails(Concern.SENDING, why);
                yield new UnknownDeliveryFailure(why, CircuitBreaker.TRY_AGAIN);
            }
            case CallResult.Rejected<T>(String error, String needed) -> rejected(error, needed);
            case CallResult.Ok<T> ok -> new UnknownDeliveryFailure("Slack answered in an unexpected way");
        };
    }

    /**
     * Classifies a rejection: one caused by the installation is transient, since an operator can fix it; all others are
     * permanent.
     */
    private DeliveryFailure rejected(String error, String needed) {
        if (TOKEN_WRONG.contains(error)) {
            health.fails(Concern.TOKEN, BotIdentity.wrongToken(error));
        } else if (error.equals("missing_scope")) {
            health.fails(Concern.SENDING, "the Slack app lacks the scope " + needed
                    + "; add it under OAuth & Permissions and install the app again");
        } else {
            return new PermanentDeliveryFailure("Slack refused: " + error, ADDRESS_GONE.contains(error));
        }
        outage.notLetIn();
        return new TransientDeliveryFailure("Slack refused: " + error, CircuitBreaker.TRY_TOKEN_AGAIN);
    }
}
