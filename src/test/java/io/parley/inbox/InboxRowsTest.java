package io.parley.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.ChannelName;
import io.parley.channel.RawEvent;
import io.parley.queue.Claim;
import io.parley.support.ParleyTest;
import io.parley.tracing.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Rows as a worker sees them; none works on them here but the test. */
@ParleyTest(properties = "parley.serving=false")
class InboxRowsTest {
    private static final RawEvent EVENT = new RawEvent(new ChannelName("scripted"), "twice", "chat", new byte[0],
            Instant.EPOCH);

    @Autowired
    InboxRows rows;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void takesAnEventAgainWhileItsFirstIsBeingFinished() {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        transaction.executeWithoutResult(s -> rows.add(List.of(arrival(EVENT))));
        Claim claim = rows.claim(Map.of("scripted", 1)).getFirst().claim();

        List<CompletableFuture<Void>> finishing = new ArrayList<>();
        Integer stored = transaction.execute(s -> {
            rows.add(List.of(
                    arrival(new RawEvent(EVENT.channel(), "another", "chat", new byte[0], Instant.EPOCH))));
            finishing.add(CompletableFuture.runAsync(
                    () -> transaction.executeWithoutResult(other -> rows.markDone(claim, "answered"))));
            await().until(this::isOneWaitingForTheOrderKey);
            return rows.add(List.of(arrival(EVENT)));
        });

        assertThat(stored).isZero();
        assertThat(finishing.getFirst()).succeedsWithin(Duration.ofSeconds(5));
    }

    private static Arrival arrival(RawEvent event) {
        return new Arrival(event, Steps.unobserved().begin(event.channel().value()));
    }

    private boolean isOneWaitingForTheOrderKey() {
        return jdbc.sql("""
                select exists (select from pg_locks where locktype = 'advisory' and not granted
                    and database = (select oid from pg_database where datname = current_database()))""")
                .query(Boolean.class).single();
    }
}
