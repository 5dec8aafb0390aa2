package io.parley.ops;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How much waits in the queues of all instances. It is read in the background, at most every two seconds while somebody asks,
 * and is never older than ten seconds.
 */
@Component
class Backlog {
    /** From here on it is only known that there are this many, so that counting takes a moment however many wait. */
    static final int MAX_COUNTED = 100_000;
    private static final Logger log = LoggerFactory.getLogger(Backlog.class);
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Duration MAX_AGE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** The conditions are those of partial indexes, word for word, or PostgreSQL does not use them. */
    private static final String COUNTS = """
            select 'KNOWN' as state,
                (select count(*) from (select from inbox where state in ('ready', 'claimed') limit :most) s)
                    + (select count(*) from (select from inbox where state = 'queued' limit :most) s) as inbox_waiting,
                (select coalesce(greatest(extract(epoch from now() - min(received_at)), 0), 0)::bigint
                    from inbox where state in ('ready', 'claimed')) as inbox_age_seconds,
                (select count(*) from (select from inbox where state = 'deferred' limit :most) s) as inbox_deferred,
                (select count(*) from (select from inbox where state = 'dead_letter' limit :most) s) as inbox_dead_letters,
                (select count(*) from (
                    select from outbox where state in ('ready', 'claimed', 'sending') limit :most) s)
                    + (select count(*) from (select from outbox where state = 'queued' limit :most) s) as outbox_waiting,
                (select coalesce(greatest(extract(epoch from now() - min(created_at)), 0), 0)::bigint
                    from outbox where state in ('ready', 'claimed', 'sending')) as outbox_age_seconds,
                (select count(*) from (select from outbox where state = 'dead_letter' limit :most) s) as outbox_dead_letters,
                (select count(*) from refit where id = (select max(id) from refit) and state = 'undone')
                    as refits_undone,
                (select count(*) from refit where id = (select max(id) from refit) and state = 'stopped')
                    as refits_stopped""";

    private final JdbcClient jdbc;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AsyncLoadingCache<String, Counts> latest = Caffeine.newBuilder().executor(threads)
            .refreshAfterWrite(FRESH).expireAfterWrite(MAX_AGE).buildAsync(key -> read());

    Backlog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The knowledge of the backlog. */
    enum State {
        /** The counts are known. */
        KNOWN,
        /** The database is reachable, but did not return the counts in time. */
        SLOW,
        /** The database does not answer. */
        DOWN
    }

    /**
     * The work that waits.
     *
     * @param state whether it is known; if not, all else is 0
     * @param inboxWaiting events to be read and answered
     * @param inboxAgeSeconds since when the oldest of them waits
     * @param inboxDeferred events that wait for a message that they speak of
     * @param inboxDeadLetters events that were given up
     * @param outboxWaiting parts of messages to be delivered
     * @param outboxAgeSeconds since when the oldest of them waits
     * @param outboxDeadLetters parts that were given up
     * @param refitsUndone 1 while nothing is learned because the newest version of what people said was undone by itself
     * @param refitsStopped 1 while nothing new is learned because too many answers would change
     */
    record Counts(State state, long inboxWaiting, long inboxAgeSeconds, long inboxDeferred, long inboxDeadLetters,
            long outboxWaiting, long outboxAgeSeconds, long outboxDeadLetters, long refitsUndone,
            long refitsStopped) {
        static Counts unknown(State state) {
            return new Counts(state, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        }

        boolean known() {
            return state == State.KNOWN;
        }
    }

    Counts now() {
        return latest.synchronous().get("");
    }

    private Counts read() {
        return inTime(this::count).or(() -> inTime(this::ping)).orElse(Counts.unknown(State.DOWN));
    }

    private Optional<Counts> inTime(Supplier<Counts> reading) {
        Future<Counts> result = threads.submit(reading::get);
        try {
            return Optional.of(result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            log.warn("The database does not say what waits: {}", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private Counts count() {
        return jdbc.sql(COUNTS).param("most", MAX_COUNTED).query(Counts.class).single();
    }

    private Counts ping() {
        return Counts.unknown(jdbc.sql("select 'SLOW'").query(State.class).single());
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
