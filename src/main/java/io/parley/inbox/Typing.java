package io.parley.inbox;

import io.parley.channel.Address;
import io.parley.channel.Channel;
import io.parley.channel.Channels;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Shows people that the bot works, once it takes longer than a moment, and then every 4 seconds. */
@Component
class Typing implements AutoCloseable {
    private static final long MOMENT_MILLIS = 300;
    private static final long AGAIN_MILLIS = 4_000;

    private final Channels channels;
    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("typing").factory());

    Typing(Channels channels) {
        this.channels = channels;
    }

    /** Does the work, and shows meanwhile, at the address of the message that is answered, that it is being done. */
    <T> T during(Address address, String externalId, Supplier<T> work) {
        Channel channel = channels.get(address.channel());
        ScheduledFuture<?> showing = timer.scheduleAtFixedRate(
                () -> Thread.ofVirtual().start(() -> channel.showTyping(address, externalId)), MOMENT_MILLIS,
                AGAIN_MILLIS,
                TimeUnit.MILLISECONDS);
        try {
            return work.get();
        } finally {
            showing.cancel(false);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
