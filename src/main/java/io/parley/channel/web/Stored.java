package io.parley.channel.web;

import io.parley.channel.ButtonAction;
import io.parley.channel.Command;
import io.parley.channel.InboundEvent;
import io.parley.channel.RawEvent;
import io.parley.channel.ThreadKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A frame as it is stored: with the thread that it came in by, since the browser does not say it each time.
 *
 * @param thread the thread's key
 * @param frame the frame
 * @param origin from where it came, as {@link Origins} says; empty when that is not known
 */
record Stored(String thread, ChatFrame frame, String origin) {
    private static final String ORIGIN = "origin";

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private static final InboundEvent NO_FRAME = new InboundEvent.Ignored("not a frame of the web chat");

    /** The fields that every stored frame has; the others may be missing. */
    private record Body(String thread, ChatFrame frame) {}

    RawEvent toRaw(Instant receivedAt) {
        ObjectNode json = JSON.valueToTree(new Body(thread, frame));
        json.put(ORIGIN, origin);
        return new RawEvent(WebNames.WEB, key(), thread, JSON.writeValueAsBytes(json), receivedAt);
    }

    static InboundEvent meaning(RawEvent raw) {
        try {
            JsonNode json = JSON.readTree(raw.payload());
            Optional<Body> body = Optional.ofNullable(JSON.treeToValue(json, Body.class));
            return body.map(it -> new Stored(it.thread, it.frame, json.path(ORIGIN).asString(""))
                    .meaning(raw.receivedAt())).orElse(NO_FRAME);
        } catch (JacksonException e) {
            return NO_FRAME;
        }
    }

    private InboundEvent meaning(Instant at) {
        return switch (frame) {
            case ChatFrame.Say(String id, String text) -> wrote(text, null, at);
            case ChatFrame.AskPerson(String id, String text) -> wrote(text, Command.HUMAN, at);
            case ChatFrame.Choose(String id, String answer, String choice) ->
                pressed(answer, new ButtonAction.Chosen(choice), at);
            case ChatFrame.Rate(String id, String answer, var vote) ->
                pressed(answer, new ButtonAction.Voted(vote, null), at);
            case ChatFrame.StartOver(String id) -> new InboundEvent.ConversationReset(where(), WebNames.address(thread),
                    WebNames.visitor(thread, origin), key(), at);
            case ChatFrame.Ping(String id) -> new InboundEvent.Ignored("a ping");
        };
    }

    private InboundEvent wrote(String text, @Nullable Command command, Instant at) {
        return new InboundEvent.MessageReceived(where(), WebNames.address(thread), WebNames.visitor(thread, origin),
                key(),
                text,
                command, List.of(), at);
    }

    private InboundEvent pressed(String answer, ButtonAction press, Instant at) {
        return new InboundEvent.ButtonPressed(where(), WebNames.address(thread), WebNames.visitor(thread, origin),
                key(),
                answer,
                press, at);
    }

    private ThreadKey where() {
        return new ThreadKey(WebNames.WEB, thread);
    }

    private String key() {
        return WebNames.message(thread, frame.clientMessageId());
    }
}
