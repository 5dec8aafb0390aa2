package io.parley.channel.slack;

import com.slack.api.methods.Methods;
import com.slack.api.methods.RequestFormBuilder;
import com.slack.api.methods.request.conversations.ConversationsHistoryRequest;
import com.slack.api.methods.request.conversations.ConversationsRepliesRequest;
import io.parley.channel.Delivery;
import io.parley.channel.DeliveryStatus;
import io.parley.channel.Receipt;
import io.parley.channel.TransientDeliveryFailure;
import io.parley.channel.calls.CircuitBreaker;
import io.parley.channel.slack.api.CallResult;
import io.parley.channel.slack.api.SlackApi;
import io.parley.channel.slack.api.SlackTarget;
import java.util.function.Function;
import okhttp3.FormBody;
import org.jspecify.annotations.Nullable;

/** Asks Slack whether a message arrived whose result was lost: it looks for its mark in the thread or channel. */
final class DeliveryLookup {
    private static final int PAGE_SIZE = 200;
    private static final int MAX_PAGES = 20;

    private final SlackApi api;

    DeliveryLookup(SlackApi api) {
        this.api = api;
    }

    DeliveryStatus of(Delivery delivery) {
        if (delivery.action() == Delivery.Action.DELETE) {
            return new DeliveryStatus.NotDelivered();
        }
        return switch (SlackTarget.of(delivery.address())) {
            case SlackTarget.InThread thread -> inThread(delivery, thread);
            case SlackTarget.ShortcutReply reply -> inThread(delivery, reply.message());
            case SlackTarget.InChannel all -> inChannel(delivery, all.channel());
            case SlackTarget.Agents agents -> toAgents(delivery, agents);
            case SlackTarget.OneAgent one -> toOneAgent(delivery);
            case SlackTarget.Ephemeral one -> new DeliveryStatus.Unknown();
            // Which channel their messages are, Slack tells only to apps that may do more than this one.
            case SlackTarget.Member member -> new DeliveryStatus.Unknown();
        };
    }

    /** A reaction that is there already is no harm, so it is just put there again. */
    private static DeliveryStatus toOneAgent(Delivery delivery) {
        return RenderedPart.read(delivery.payload()).emoji() == null
                ? new DeliveryStatus.Unknown()
                : new DeliveryStatus.NotDelivered();
    }

    private DeliveryStatus toAgents(Delivery delivery, SlackTarget.Agents agents) {
        return SlackTarget.inThread(delivery.under() == null ? "" : delivery.under())
                .map(thread -> inThread(delivery, thread)).orElseGet(() -> inChannel(delivery, agents.channel()));
    }

    private DeliveryStatus inThread(Delivery delivery, SlackTarget.InThread thread) {
        return look(delivery, thread.channel(), Methods.CONVERSATIONS_REPLIES,
                cursor -> RequestFormBuilder.toForm(ConversationsRepliesRequest.builder().channel(thread.channel())
                        .ts(thread.root()).limit(PAGE_SIZE).includeAllMetadata(true).cursor(cursor).build()));
    }

    private DeliveryStatus inChannel(Delivery delivery, String channel) {
        return look(delivery, channel, Methods.CONVERSATIONS_HISTORY,
                cursor -> RequestFormBuilder.toForm(ConversationsHistoryRequest.builder().channel(channel)
                        .limit(PAGE_SIZE).includeAllMetadata(true).cursor(cursor).build()));
    }

    private DeliveryStatus look(Delivery delivery, String channel, String method,
            Function<@Nullable String, FormBody.Builder> request) {
        String cursor = null;
        for (int page = 0; page < MAX_PAGES; page++) {
            CallResult<FoundMessages> result = api.call(method, request.apply(cursor), FoundMessages.class);
            if (!(result instanceof CallResult.Ok<FoundMessages>(FoundMessages found))) {
                return unanswered(result);
            }
            for (FoundMessages.Found message : found.messages()) {
                if (DeliveryMark.isOn(message.metadata(), delivery)) {
                    return new DeliveryStatus.Delivered(new Receipt(channel + "/" + message.ts()));
                }
            }
            cursor = found.nextCursor();
            if (cursor == null) {
                return new DeliveryStatus.NotDelivered();
            }
        }
        return new DeliveryStatus.Unknown();
    }

    private static DeliveryStatus unanswered(CallResult<FoundMessages> result) {
        if (result instanceof CallResult.Rejected<FoundMessages>(String error, var needed)) {
            return error.equals("thread_not_found") ? new DeliveryStatus.NotDelivered() : new DeliveryStatus.Unknown();
        }
        throw new TransientDeliveryFailure(result.why(),
                result instanceof CallResult.RateLimited<FoundMessages>(var wait) ? wait : CircuitBreaker.TRY_AGAIN);
    }
}
