package io.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.parley.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final TestDatabase database = TestDatabase.migrated();
    private static final Instant NOW = Instant.parse("2030-01-31T12:00:00Z");

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void clearsAwayWhatWasUnderstoodAWeekAgoAndNothingElse() {
        store("understood long ago", "done", Duration.ofDays(8));
        store("understood lately", "done", Duration.ofDays(6));
        store("parked long ago", "parked", Duration.ofDays(8));
        store("parked very long ago", "parked", Duration.ofDays(29));
        store("waits since long", "ready", Duration.ofDays(90));

        int cleared = new Retention(database.jdbc(), new RetentionSettings(Duration.ofDays(7)),
                InstantSource.fixed(NOW)).run();

        assertThat(cleared).isEqualTo(2);
        assertThat(database.jdbc().sql("select key from inbox order by key").query(String.class).list())
                .containsExactly("parked long ago", "understood lately", "waits since long");
    }

    @Test
    void refusesToForgetBeforeServicesStopDeliveringAgain() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RetentionSettings(Duration.ofMinutes(5)))
                .withMessageContaining("parley.inbox.keep-raw");
    }

    private static void store(String key, String state, Duration age) {
        database.jdbc()
                .sql("""
                        insert into inbox (channel, key, order_key, payload, received_at, state, done_at)
                        values ('web', :key, :key, '', :at, :state, :at)""")
                .param("key", key)
                .param("state", state)
                .param("at", NOW.minus(age).atOffset(ZoneOffset.UTC))
                .update();
    }
}
