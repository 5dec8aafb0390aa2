package io.parley.channel.slack;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.slack.api.model.Message;
import io.parley.channel.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The mark on each message by which Slack can be asked whether it arrived.
 * <a href="https://docs.slack.dev/messaging/message-metadata">Message metadata</a>.
 */
final class DeliveryMark {
    private static final String TYPE = "parley_delivery";
    private static final String DELIVERY = "delivery";

    private DeliveryMark() {}

    static Message.Metadata of(Delivery delivery) {
        return Message.Metadata.builder().eventType(TYPE).eventPayload(Map.of(DELIVERY, id(delivery))).build();
    }

    /** Whether the metadata of a message, as Slack tells of it, is the mark of that delivery. */
    static boolean isOn(@Nullable JsonElement metadata, Delivery delivery) {
        return metadata instanceof JsonObject mark && new JsonPrimitive(TYPE).equals(mark.get("event_type"))
                && mark.get("event_payload") instanceof JsonObject payload
                && new JsonPrimitive(id(delivery)).equals(payload.get(DELIVERY));
    }

    /** The mark's id. Delivery ids begin at 1 again in another database, so a checksum of the payload belongs to it. */
    private static String id(Delivery delivery) {
        CRC32 sum = new CRC32();
        sum.update(delivery.payload().getBytes(StandardCharsets.UTF_8));
        return delivery.id() + "-" + Long.toHexString(sum.getValue());
    }
}
