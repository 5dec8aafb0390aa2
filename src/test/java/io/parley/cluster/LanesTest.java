package io.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.queue.Claim;
import io.parley.queue.Lane;
import io.parley.queue.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final Duration SOON = Duration.ofMillis(20);

    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger housekeeping = new AtomicInteger();
    private final List<Map<String, Integer>> rooms = new CopyOnWriteArrayList<>();
    private volatile int keptHouse;
    private volatile boolean lookedSoon;

    /** A service that has capacity at every second look, like one that admits a message every few milliseconds. */
    private final class Limited implements Lane {
        @Override
        public String channel() {
            return "limited";
        }

        @Override
        public Room room(int underWay) {
            if (looks.incrementAndGet() % 2 == 1) {
                keptHouse = housekeeping.get();
                return new Room(0, SOON);
            }
            lookedSoon |= housekeeping.get() == keptHouse;
            return Room.of(1);
        }
    }

    @Test
    void looksAgainWhenAServiceSaysWhateverRoomOthersHave() {
        Workers<Claim> workers = new Workers<>("test", List.of(new Limited(), Lane.of("free", 3)), room -> {
            rooms.add(room);
            return List.of();
        }, claim -> {}, List.of(running -> housekeeping.incrementAndGet()),
                new Workers.Lifetime(0, Duration.ofSeconds(1)));
        workers.start();
        try {
            // Without the service's word each look comes a second after the one before, with housekeeping between them.
            await().until(() -> lookedSoon && rooms.stream().anyMatch(room -> room.containsKey("limited")));
            assertThat(rooms.getFirst()).containsOnlyKeys("free");
        } finally {
            workers.stop();
        }
    }
}
