package io.parley.channel.slack;

import static io.parley.channel.slack.Incoming.text;

import io.parley.channel.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The mark on each message by which Slack can be asked whether it arrived.
 * <a href="https://docs.slack.dev/messaging/message-metadata">Message metadata</a>.
 */
final class DeliveryMark {
    private static final String TYPE = "parley_delivery";

    private DeliveryMark() {}

    static ObjectNode of(Delivery delivery) {
        ObjectNode mark = WebApi.request().put("event_type", TYPE);
        mark.putObject("event_payload").put("delivery", id(delivery));
        return mark;
    }

    /** Whether a message, as Slack tells of it, carries the mark of that delivery. */
    static boolean isOn(JsonNode message, Delivery delivery) {
        JsonNode mark = message.path("metadata");
        return text(mark, "event_type").equals(TYPE)
                && text(mark.path("event_payload"), "delivery").equals(id(delivery));
    }

    /** Deliveries are counted anew in another database, so what is sent belongs to the mark. */
    private static String id(Delivery delivery) {
        CRC32 sum = new CRC32();
        sum.update(delivery.payload().getBytes(StandardCharsets.UTF_8));
        return delivery.id() + "-" + Long.toHexString(sum.getValue());
    }
}
