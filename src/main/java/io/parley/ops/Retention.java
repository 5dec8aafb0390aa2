package io.parley.ops;

import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Clears raw events away that are old, some thousand at a time, so that nobody waits for it. */
final class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);
    private static final int BATCH = 5_000;

    private final JdbcClient jdbc;
    private final RetentionSettings settings;
    private final InstantSource clock;

    Retention(JdbcClient jdbc, RetentionSettings settings, InstantSource clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** Clears away; gives how many. */
    int run() {
        int cleared = clear("done", settings.keepRaw()) + clear("parked", settings.keepParked());
        if (cleared > 0) {
            log.info("{} raw events were old and are gone", cleared);
        }
        return cleared;
    }

    private int clear(String state, Duration keep) {
        OffsetDateTime before = clock.instant().minus(keep).atOffset(ZoneOffset.UTC);
        int all = 0;
        int some;
        do {
            some = jdbc
                    .sql("""
                            delete from inbox where id in (
                                select id from inbox where state = :state and done_at < :before order by done_at limit :most)""")
                    .param("state", state)
                    .param("before", before)
                    .param("most", BATCH)
                    .update();
            all += some;
        } while (some == BATCH);
        return all;
    }
}
