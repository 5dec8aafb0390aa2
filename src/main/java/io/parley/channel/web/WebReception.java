package io.parley.channel.web;

import io.parley.channel.InboundSink;
import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** Takes a visitor's frame in, whichever way it came. */
@Component
class WebReception {
    private final InboundSink sink;
    private final WebMessages messages;
    private final Origins origins;
    private final InstantSource clock;

    WebReception(InboundSink sink, WebMessages messages, Origins origins, InstantSource clock) {
        this.sink = sink;
        this.messages = messages;
        this.origins = origins;
        this.clock = clock;
    }

    /**
     * Stores a frame. When this returns, it is committed.
     *
     * @param address from where it came
     * @return false when it was stored before
     * @throws InvalidRequest when it speaks of an answer, or a choice, that this thread was not given
     */
    boolean take(String thread, ChatFrame frame, String address) {
        switch (frame) {
            case ChatFrame.Rate rate -> answer(thread, rate.messageId());
            case ChatFrame.Choose choose -> choice(answer(thread, choose.messageId()), choose.id());
            case ChatFrame.Say say -> {
            }
            case ChatFrame.AskPerson ask -> {
            }
            case ChatFrame.StartOver again -> {
            }
            case ChatFrame.Ping ping -> {
            }
        }
        return sink.store(List.of(new Stored(thread, frame, origins.of(address)).toRaw(clock.instant()))) > 0;
    }

    private WebMessage answer(String thread, String messageId) {
        return messages.find(thread, messageId)
                .orElseThrow(() -> new InvalidRequest("messageId", "messageId names no answer of this session"));
    }

    private static void choice(WebMessage answer, String id) {
        if (Frames.answer(answer.payload()).choices().stream().noneMatch(choice -> choice.id().equals(id))) {
            throw new InvalidRequest("id", "id names none of that answer's choices");
        }
    }
}
