package io.parley.channel;

import java.util.List;
import java.util.function.Function;

/** The half of a channel that only translates: it touches neither the network nor the database. */
public abstract class TranslatingChannel implements Channel {
    private final ChannelName name;
    private final Function<RawEvent, InboundEvent> meaning;
    private final Function<OutboundMessage, List<String>> form;

    /**
     * @param name the channel's name
     * @param meaning what a raw event means, as {@link Channel#read} gives it; what it throws makes the event unreadable
     * @param form a message's parts, as {@link Channel#render} gives them
     */
    protected TranslatingChannel(ChannelName name, Function<RawEvent, InboundEvent> meaning,
            Function<OutboundMessage, List<String>> form) {
        this.name = name;
        this.meaning = meaning;
        this.form = form;
    }

    @Override
    public final ChannelName name() {
        return name;
    }

    @Override
    public final InboundEvent read(RawEvent raw) {
        try {
            return meaning.apply(raw);
        } catch (RuntimeException e) {
            return new InboundEvent.Ignored("unreadable: " + e.getClass().getSimpleName());
        }
    }

    @Override
    public final List<String> render(OutboundMessage message) {
        return form.apply(message);
    }
}
