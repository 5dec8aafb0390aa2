package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The inbox that an agent has open, by its socket: it fetches itself when something changed, as often as the page does. */
public final class OpenDesk implements AutoCloseable {
    private static final long BETWEEN_MILLIS = 500;
    private final DeskClient agent;
    private final DeskSocketClient socket;
    private final AtomicInteger fetched = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> page;

    private OpenDesk(DeskClient agent, DeskSocketClient socket) {
        this.agent = agent;
        this.socket = socket;
        this.page = timer.scheduleWithFixedDelay(this::look, 0, BETWEEN_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Signs in and opens the inbox. */
    public static OpenDesk of(int port, String login, String password) {
        DeskClient agent = DeskClient.signedIn(port, login, password);
        return new OpenDesk(agent, DeskSocketClient.of(agent, port, DeskSocketClient.own(port)));
    }

    private void look() {
        if (socket.drain() > 0) {
            assertThat(agent.get("/desk").statusCode()).isEqualTo(200);
            fetched.incrementAndGet();
        }
    }

    /** How often it fetched itself; fails when it can't any more. */
    public int fetched() {
        assertThat(page.isDone()).isFalse();
        return fetched.get();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        socket.close();
        agent.close();
    }
}
