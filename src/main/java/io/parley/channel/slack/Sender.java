package io.parley.channel.slack;

import static io.parley.channel.slack.Incoming.text;

import io.parley.channel.Delivery;
import io.parley.channel.DeliveryFailure;
import io.parley.channel.Outage;
import io.parley.channel.PermanentDeliveryFailure;
import io.parley.channel.Receipt;
import io.parley.channel.TransientDeliveryFailure;
import io.parley.channel.UnknownDeliveryFailure;
import io.parley.channel.slack.WebApi.Answer;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

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
    private static final Set<String> TOKEN_WRONG = Set.of("invalid_auth", "not_authed", "token_revoked",
            "token_expired", "account_inactive", "org_login_required", "ekm_access_denied");

    private final WebApi api;
    private final Vitals vitals;
    private final Pace pace;
    private final Outage outage;
    private final SlackTexts texts;
    private volatile boolean feedbackRefused;

    Sender(WebApi api, Vitals vitals, Pace pace, Outage outage, SlackTexts texts) {
        this.api = api;
        this.vitals = vitals;
        this.pace = pace;
        this.outage = outage;
        this.texts = texts;
    }

    /** Hands one part to Slack. */
    Receipt deliver(Delivery delivery) {
        Optional<Place.InThread> target = Place.inThread(delivery.target() == null ? "" : delivery.target());
        return switch (delivery.action()) {
            case SEND -> send(delivery);
            case UPDATE -> target.isPresent() ? update(delivery, target.get()) : send(delivery);
            case DELETE -> delete(delivery, target.orElse(null));
        };
    }

    private Receipt send(Delivery delivery) {
        return switch (Place.of(delivery.address())) {
            case Place.InThread(String channel, String root) ->
                receipt(post(delivery, channel, root), delivery);
            case Place.Pointed pointed -> answer(delivery, pointed);
            case Place.ForOne one -> respond(delivery, one);
            case Place.ForAll all -> share(delivery, all);
            case Place.Agents agents -> receipt(post(delivery, agents.channel(), null), delivery);
        };
    }

    /** In the thread of the message; where the bot may not write, for the one who pointed at it. */
    private Receipt answer(Delivery delivery, Place.Pointed pointed) {
        Answer answer = post(delivery, pointed.message().channel(), pointed.message().root());
        if (!isShutOut(answer)) {
            return receipt(answer, delivery);
        }
        Part part = Part.read(delivery.payload());
        Part alone = new Part(part.text(), Blocks.standingAt(pointed.mark(), Blocks.withoutFeedback(part.blocks())),
                part.asked());
        ObjectNode message = WebApi.request().put("response_type", "ephemeral").put("replace_original", false);
        fill(message, alone, true).withArray("blocks").insert(0, Blocks.section(texts.get("only-you")));
        Answer told = api.respond(pointed.responseUrl(), message);
        return told instanceof Answer.Refused
                ? receipt(asked(post(delivery, pointed.user(), null, alone)), delivery)
                : responded(told, delivery, pointed.mark() + "/" + pointed.user());
    }

    /** In the channel; where the bot is not in it, by the place that Slack made for the button. */
    private Receipt share(Delivery delivery, Place.ForAll all) {
        Answer answer = post(delivery, all.channel(), null);
        if (!isShutOut(answer)) {
            return receipt(answer, delivery);
        }
        ObjectNode message = WebApi.request().put("response_type", "in_channel").put("replace_original", false);
        Answer shared = api.respond(all.responseUrl(), fill(message, Part.read(delivery.payload()), true));
        return responded(shared, delivery, all.thread().value());
    }

    /** What a place that Slack made for answers took. */
    private Receipt responded(Answer answer, Delivery delivery, String place) {
        if (!(asked(answer) instanceof Answer.Done)) {
            throw failure(answer, delivery);
        }
        vitals.works(Vitals.Part.SENDING);
        return new Receipt(place + "/" + delivery.id());
    }

    /** Where Slack cannot be asked what became of a message, what was lost is not soon sent again. */
    private Answer asked(Answer answer) {
        if (answer instanceof Answer.Lost(String why)) {
            vitals.fails(Vitals.Part.SENDING, why);
            throw new UnknownDeliveryFailure(why);
        }
        return answer;
    }

    private static boolean isShutOut(Answer answer) {
        return answer instanceof Answer.Refused(String error, var needed) && SHUT_OUT.contains(error);
    }

    private Answer post(Delivery delivery, String channel, @Nullable String root) {
        return post(delivery, channel, root, Part.read(delivery.payload()));
    }

    private Answer post(Delivery delivery, String channel, @Nullable String root, Part part) {
        ObjectNode request = WebApi.request().put("channel", channel).put("unfurl_links", false).put("unfurl_media",
                false);
        if (root != null) {
            request.put("thread_ts", root);
        }
        request.set("metadata", DeliveryMark.of(delivery));
        return withBlocks("chat.postMessage", request, part);
    }

    /** Only the one who asked sees it; once that place is used up, it goes into their messages with the bot. */
    private Receipt respond(Delivery delivery, Place.ForOne one) {
        ObjectNode message = WebApi.request().put("response_type", "ephemeral").put("replace_original", false);
        fill(message, Part.read(delivery.payload()), true);
        Answer answer = api.respond(one.responseUrl(), message);
        return answer instanceof Answer.Refused
                ? receipt(asked(post(delivery, one.user(), null)), delivery)
                : responded(answer, delivery, "ask/" + one.channel() + "/" + one.user());
    }

    private Receipt update(Delivery delivery, Place.InThread target) {
        ObjectNode request = WebApi.request().put("channel", target.channel()).put("ts", target.root());
        request.set("metadata", DeliveryMark.of(delivery));
        Answer answer = withBlocks("chat.update", request, Part.read(delivery.payload()));
        return answer instanceof Answer.Refused(String error, var needed) && NOTHING_TO_CHANGE.contains(error)
                ? send(delivery)
                : receipt(answer, delivery);
    }

    private Receipt delete(Delivery delivery, Place.@Nullable InThread target) {
        if (target == null) {
            throw new PermanentDeliveryFailure("Nobody but its reader can take that message away", false);
        }
        Answer answer = api.call("chat.delete",
                WebApi.request().put("channel", target.channel()).put("ts", target.root()));
        boolean gone = answer instanceof Answer.Done
                || (answer instanceof Answer.Refused(String error, var needed) && NOTHING_TO_DELETE.contains(error));
        if (!gone) {
            throw failure(answer, delivery);
        }
        works();
        return new Receipt(target.written());
    }

    /** Where a workspace does not take the blocks, ordinary buttons are tried, and then the text alone. */
    private Answer withBlocks(String method, ObjectNode request, Part part) {
        Answer answer = api.call(method, fill(request, part, feedbackRefused));
        if (areBlocksRefused(answer) && !feedbackRefused && hasFeedback(part)) {
            answer = api.call(method, fill(request, part, true));
            feedbackRefused = answer instanceof Answer.Done;
        }
        if (areBlocksRefused(answer)) {
            request.remove("blocks");
            answer = api.call(method, request);
        }
        return answer;
    }

    private static ObjectNode fill(ObjectNode request, Part part, boolean ordinaryButtons) {
        request.put("text", part.text());
        request.set("blocks", ordinaryButtons ? Blocks.withoutFeedback(part.blocks()) : part.blocks());
        return request;
    }

    private static boolean hasFeedback(Part part) {
        return part.blocks().valueStream().anyMatch(block -> text(block, "type").equals(Blocks.FEEDBACK));
    }

    private static boolean areBlocksRefused(Answer answer) {
        return answer instanceof Answer.Refused(String error, var needed) && BLOCKS_REFUSED.contains(error);
    }

    private Receipt receipt(Answer answer, Delivery delivery) {
        if (!(answer instanceof Answer.Done done)) {
            throw failure(answer, delivery);
        }
        works();
        return new Receipt(text(done.body(), "channel") + "/" + text(done.body(), "ts"));
    }

    private void works() {
        vitals.works(Vitals.Part.SENDING);
        vitals.works(Vitals.Part.TOKEN);
    }

    /** What a call that did not work means for its delivery. */
    private DeliveryFailure failure(Answer answer, Delivery delivery) {
        return switch (answer) {
            case Answer.Limited(var retryAfter) -> {
                Place.of(delivery.address()).inChannel().ifPresent(channel -> pace.hold(channel, retryAfter));
                yield new TransientDeliveryFailure("Slack asks to wait", retryAfter);
            }
            case Answer.NeverSent(String why) -> {
                vitals.fails(Vitals.Part.SENDING, why);
                yield new TransientDeliveryFailure(why, Outage.TRY_AGAIN);
            }
            case Answer.Lost(String why) -> {
                vitals.fails(Vitals.Part.SENDING, why);
                yield new UnknownDeliveryFailure(why, Outage.TRY_AGAIN);
            }
            case Answer.Refused refused -> refused(refused);
            case Answer.Done done -> new UnknownDeliveryFailure("Slack answered in an unexpected way");
        };
    }

    /** What is wrong with the installation is mended by somebody, and the message waits for that; the rest is for good. */
    private DeliveryFailure refused(Answer.Refused refused) {
        String error = refused.error();
        if (TOKEN_WRONG.contains(error)) {
            vitals.fails(Vitals.Part.TOKEN, Introduction.wrongToken(error));
        } else if (error.equals("missing_scope")) {
            vitals.fails(Vitals.Part.SENDING, "the Slack app lacks the scope " + refused.needed()
                    + "; add it under OAuth & Permissions and install the app again");
        } else {
            return new PermanentDeliveryFailure("Slack refused: " + error, ADDRESS_GONE.contains(error));
        }
        outage.notLetIn();
        return new TransientDeliveryFailure("Slack refused: " + error, Outage.TRY_TOKEN_AGAIN);
    }
}
