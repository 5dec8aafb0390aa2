package io.parley.channel.web;

import io.parley.channel.Address;
import io.parley.channel.Channel;
import io.parley.channel.ChannelContract;
import io.parley.channel.RawEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;

@WebChatTest
class WebContractTest extends ChannelContract {
    private final String thread = "contract-" + UUID.randomUUID();
    private int sent;

    @Autowired
    private WebChannel channel;

    @Autowired
    private WebMessages messages;

    @Override
    protected Channel channel() {
        return channel;
    }

    @Override
    protected Address person() {
        return WebNames.address(thread);
    }

    @Override
    protected RawEvent written(String text) {
        return new Stored(thread, new ChatFrame.Say("m" + sent++, text), "").toRaw(Instant.EPOCH);
    }

    @Override
    protected List<String> shown() {
        Map<String, String> shown = new LinkedHashMap<>();
        for (WebMessage message : messages.after(thread, 0)) {
            show(shown, message);
        }
        return List.copyOf(shown.values());
    }

    private static void show(Map<String, String> shown, WebMessage message) {
        switch (message.action()) {
            case SEND -> shown.put(message.messageId(), text(message));
            case UPDATE -> shown.put(String.valueOf(message.replaces()), text(message));
            case DELETE -> shown.remove(message.messageId());
        }
    }

    private static String text(WebMessage message) {
        return Frames.answer(message.payload()).text();
    }
}
