package io.parley.channel.scripted;

import io.parley.channel.Address;
import io.parley.channel.Channel;
import io.parley.channel.ChannelContract;
import io.parley.channel.RawEvent;
import io.parley.channel.scripted.ScriptedChannel.Line;
import java.time.Instant;
import java.util.List;

class ScriptedChannelContractTest extends ChannelContract {
    private final ScriptedChannel channel = new ScriptedChannel();
    private int messages;

    @Override
    protected Channel channel() {
        return channel;
    }

    @Override
    protected Address person() {
        return new Address(ScriptedChannel.NAME, "ann");
    }

    @Override
    protected RawEvent written(String text) {
        return channel.raw(new Line("message", "ann", "ann", "m" + messages++, null, text, Instant.EPOCH));
    }

    @Override
    protected List<String> shown() {
        return channel.transcript("ann");
    }
}
