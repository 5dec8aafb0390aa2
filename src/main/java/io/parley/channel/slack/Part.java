package io.parley.channel.slack;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * One message as it is sent; kept as JSON between rendering and delivery.
 *
 * @param text what is shown where blocks are not, as mrkdwn
 * @param blocks the message
 */
record Part(String text, ArrayNode blocks) {
    static Part read(String payload) {
        return JsonMapper.shared().readValue(payload, Part.class);
    }

    String payload() {
        return JsonMapper.shared().writeValueAsString(this);
    }
}
