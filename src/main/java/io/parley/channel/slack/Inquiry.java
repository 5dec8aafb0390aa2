package io.parley.channel.slack;

import static io.parley.channel.slack.Incoming.text;

import io.parley.channel.Delivery;
import io.parley.channel.Outage;
import io.parley.channel.Receipt;
import io.parley.channel.Resolution;
import io.parley.channel.TransientDeliveryFailure;
import io.parley.channel.slack.WebApi.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks Slack whether a message arrived whose result was lost: it looks for its mark in the thread or channel. */
final class Inquiry {
    private static final int AT_ONCE = 200;
    private static final int MOST_PAGES = 20;

    private final WebApi api;

    Inquiry(WebApi api) {
        this.api = api;
    }

    Resolution of(Delivery delivery) {
        if (delivery.action() == Delivery.Action.DELETE) {
            return new Resolution.NotDelivered();
        }
        return switch (Place.of(delivery.address())) {
            case Place.InThread thread -> look(delivery, thread.channel(), "conversations.replies",
                    WebApi.request().put("ts", thread.root()));
            case Place.Pointed pointed -> look(delivery, pointed.message().channel(), "conversations.replies",
                    WebApi.request().put("ts", pointed.message().root()));
            case Place.ForAll all -> look(delivery, all.channel(), "conversations.history", WebApi.request());
            case Place.Agents agents ->
                look(delivery, agents.channel(), "conversations.history", WebApi.request());
            case Place.ForOne one -> new Resolution.CannotTell();
        };
    }

    private Resolution look(Delivery delivery, String channel, String method, ObjectNode where) {
        String cursor = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            Answer answer = api.read(method, request(where, channel, cursor));
            if (!(answer instanceof Answer.Done done)) {
                return unanswered(answer);
            }
            for (JsonNode message : done.body().path("messages")) {
                if (DeliveryMark.isOn(message, delivery)) {
                    return new Resolution.Delivered(new Receipt(channel + "/" + text(message, "ts")));
                }
            }
            cursor = text(done.body().path("response_metadata"), "next_cursor");
            if (cursor.isEmpty()) {
                return new Resolution.NotDelivered();
            }
        }
        return new Resolution.CannotTell();
    }

    private static ObjectNode request(ObjectNode where, String channel, String cursor) {
        ObjectNode request = where.deepCopy().put("channel", channel).put("limit", AT_ONCE)
                .put("include_all_metadata", true);
        return cursor.isEmpty() ? request : request.put("cursor", cursor);
    }

    private static Resolution unanswered(Answer answer) {
        return switch (answer) {
            case Answer.Refused(String error, var needed) -> error.equals("thread_not_found")
                    ? new Resolution.NotDelivered()
                    : new Resolution.CannotTell();
            case Answer.Limited(var wait) -> throw new TransientDeliveryFailure("Slack asks to wait", wait);
            case Answer.NeverSent(String why) -> throw new TransientDeliveryFailure(why, Outage.TRY_AGAIN);
            case Answer.Lost(String why) -> throw new TransientDeliveryFailure(why, Outage.TRY_AGAIN);
            case Answer.Done done -> new Resolution.CannotTell();
        };
    }
}
