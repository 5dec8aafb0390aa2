package io.parley.ops;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How much waits in the queues of all instances. Read from the database at most once in two seconds. */
@Component
class Backlog {
    private static final Logger log = LoggerFactory.getLogger(Backlog.class);
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Each count is over a partial index of its state. */
    private static final String COUNTS = """
            select true as known, i.*, o.*, (select count(*) from inbox where state = 'held') as inbox_held,
                (select count(*) from inbox where state = 'parked') as inbox_parked,
                (select count(*) from outbox where state = 'failed') as outbox_failed
            from (select count(*) as inbox_waiting,
                    coalesce(greatest(extract(epoch from now() - min(received_at)), 0), 0)::bigint as inbox_age_seconds
                from inbox where state in ('queued', 'ready', 'claimed')) i,
                (select count(*) as outbox_waiting,
                    coalesce(greatest(extract(epoch from now() - min(created_at)), 0), 0)::bigint as outbox_age_seconds
                from outbox where state in ('queued', 'ready', 'claimed', 'sending')) o""";

    private final JdbcClient jdbc;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LoadingCache<String, Counts> latest = Caffeine.newBuilder()
            .expireAfterWrite(FRESH)
            .build(key -> readInTime());

    Backlog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What waits.
     *
     * @param known whether the database answered; if not, all else is 0
     * @param inboxWaiting events to be understood and answered
     * @param inboxAgeSeconds since when the oldest of them waits
     * @param inboxHeld events that wait for a message that they speak of
     * @param inboxParked events that were given up
     * @param outboxWaiting parts of messages to be delivered
     * @param outboxAgeSeconds since when the oldest of them waits
     * @param outboxFailed parts that were given up
     */
    record Counts(boolean known, long inboxWaiting, long inboxAgeSeconds, long inboxHeld, long inboxParked,
            long outboxWaiting, long outboxAgeSeconds, long outboxFailed) {
        static final Counts UNKNOWN = new Counts(false, 0, 0, 0, 0, 0, 0, 0);
    }

    Counts now() {
        return latest.get("");
    }

    private Counts readInTime() {
        Future<Counts> reading = threads.submit(this::read);
        try {
            return reading.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("The database does not say what waits: {}", String.valueOf(e.getMessage()));
            return Counts.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Counts.UNKNOWN;
        } finally {
            reading.cancel(true);
        }
    }

    private Counts read() {
        return jdbc.sql(COUNTS).query(Counts.class).single();
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
