package io.parley.channel;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** All channels of this application, by name. */
@Component
public final class Channels {
    private final Map<ChannelName, Channel> byName;

    Channels(List<Channel> channels) {
        this.byName = channels.stream().collect(Collectors.toUnmodifiableMap(Channel::name, Function.identity()));
    }

    /**
     * The channel of that name.
     *
     * @throws IllegalStateException when there is none
     */
    public Channel get(ChannelName name) {
        Channel channel = byName.get(name);
        if (channel == null) {
            throw new IllegalStateException("No channel is called " + name);
        }
        return channel;
    }

    /** All of them. */
    public Collection<Channel> all() {
        return byName.values();
    }
}
