package io.parley.channel.web;

import java.util.UUID;

/** Reads the frames that browsers send. */
final class FrameReader {

    private FrameReader() {}

    /**
     * @throws InvalidRequest when it is none, naming the field and, where it has one, the frame
     */
    static ChatFrame read(String json) {
        if (!json.stripLeading().startsWith("{")) {
            return new ChatFrame.Say(UUID.randomUUID().toString(),
                    JsonFields.ofText("text", json.strip()).text("text"));
        }
        JsonFields fields = JsonFields.parse(json);
        String given = fields.optionalId("clientMessageId").orElse(null);
        try {
            return read(fields, given == null ? UUID.randomUUID().toString() : given);
        } catch (InvalidRequest e) {
            throw e.of(given);
        }
    }

    private static ChatFrame read(JsonFields fields, String id) {
        return switch (fields.id("type")) {
            case "message" -> new ChatFrame.Say(id, fields.text("text"));
            case "choice" -> new ChatFrame.Choose(id, fields.id("messageId"), fields.id("id"));
            case "vote" -> new ChatFrame.Rate(id, fields.id("messageId"), fields.vote("vote"));
            case "human" -> new ChatFrame.AskPerson(id, fields.object().has("text") ? fields.text("text") : "");
            case "reset" -> new ChatFrame.StartOver(id);
            case "ping" -> new ChatFrame.Ping(id);
            default -> throw new InvalidRequest("type",
                    "type must be message, choice, vote, human, reset or ping; a message is {\"type\":\"message\",\"text\":\"…\"},"
                            + " or plain text that does not begin with a brace");
        };
    }
}
