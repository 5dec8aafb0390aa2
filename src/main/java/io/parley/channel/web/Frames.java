package io.parley.channel.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.channel.AnswerSource;
import io.parley.channel.Choice;
import io.parley.channel.Citation;
import io.parley.channel.Delivery.Action;
import io.parley.channel.OutboundMessage;
import io.parley.channel.web.WebSessions.Session;
import io.parley.channel.web.access.RateLimited;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes the frames that browsers get. */
final class Frames {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    static final String TYPING = write(Map.of("type", "typing"));
    static final String PONG = write(Map.of("type", "pong"));

    private Frames() {}

    /**
     * An answer as browsers get it.
     *
     * @param author {@code bot} or {@code person}
     * @param name the person's name
     * @param inReplyTo the {@code clientMessageId} of the message that it answers
     * @param replaces the answer in whose place it comes
     * @param updated true when it takes the place of another
     * @param greeting true for the greeting
     */
    private record Message(String type, @Nullable Long seq, String messageId, String author,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String name, String text, String source,
            @Nullable Double confidence, boolean needsHuman, List<Choice> choices, List<Citation> citations,
            boolean verdictWanted, boolean personOffered,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String inReplyTo,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String replaces, Instant at,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean updated,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean greeting) {}

    static String init(Session session) {
        return write(ordered("init", Map.of("supporterName", session.supporterName(), "sessionId", session.id())));
    }

    static String greeting(Session session, String text) {
        return write(
                new Message("message", null, "greeting", "bot", null, text, AnswerSource.NOTICE.word(), null, false,
                        List.of(), List.of(), false, false, null, null, session.createdAt(), false, true));
    }

    /** The frame for something that was delivered. */
    static String delivered(WebMessage message) {
        return message.action() == Action.DELETE
                ? write(ordered("removed", Map.of("messageId", message.messageId(), "seq", message.seq())))
                : write(frame(message, answer(message.payload())));
    }

    private static Message frame(WebMessage message, OutboundMessage answer) {
        boolean person = answer.source() == AnswerSource.PERSON;
        String inReplyTo = answer.inReplyTo() == null
                ? null
                : WebNames.clientMessageId(message.thread(), answer.inReplyTo());
        return new Message("message", message.seq(), answer.messageId(), person ? "person" : "bot", answer.agent(),
                answer.text(), answer.source().word(), answer.confidence(), answer.source() == AnswerSource.HANDOFF,
                answer.choices(), answer.citations(), answer.verdictWanted(), answer.personOffered(), inReplyTo,
                message.replaces(), message.createdAt(), message.action() == Action.UPDATE, false);
    }

    static String ack(String clientMessageId) {
        return write(ordered("ack", Map.of("clientMessageId", clientMessageId)));
    }

    static String error(InvalidRequest refused) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", "refused");
        fields.put("message", String.valueOf(refused.getMessage()));
        refused.field().ifPresent(field -> fields.put("field", field));
        refused.clientMessageId().ifPresent(id -> fields.put("clientMessageId", id));
        return write(ordered("error", fields));
    }

    /** A refusal that passes, since too much came at once: the frame may be sent again after that time. */
    static String tooFast(RateLimited refusal, String clientMessageId) {
        return later("tooFast", String.valueOf(refusal.getMessage()), refusal.retryAfterSeconds(), clientMessageId);
    }

    /** A refusal that passes, since something is out of order: the frame may be sent again after that time. */
    static String outage(String message, long retryAfterSeconds, String clientMessageId) {
        return later("outage", message, retryAfterSeconds, clientMessageId);
    }

    private static String later(String code, String message, long retryAfterSeconds, String clientMessageId) {
        return write(ordered("error", Map.of("code", code, "message", message, "retryAfter", retryAfterSeconds,
                "clientMessageId", clientMessageId)));
    }

    /** An answer as it is kept between {@code render} and the browser. */
    static String payload(OutboundMessage message) {
        return write(message);
    }

    /** Reads a text that {@link #payload} wrote; an earlier version may have omitted some fields. */
    static OutboundMessage answer(String payload) {
        return JSON.readerFor(OutboundMessage.class).without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .readValue(payload);
    }

    private static Map<String, Object> ordered(String type, Map<String, ?> fields) {
        Map<String, Object> frame = new LinkedHashMap<>();
        frame.put("type", type);
        frame.putAll(fields);
        return frame;
    }

    private static String write(Object value) {
        return JSON.writeValueAsString(value);
    }
}
