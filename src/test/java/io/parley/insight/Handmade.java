package io.parley.insight;

import io.parley.hours.Hours;
import io.parley.hours.OfficeHours;
import io.parley.support.TestDatabase;
import java.time.Instant;
import java.time.InstantSource;
import tools.jackson.databind.json.JsonMapper;

/** Conversations that are written by hand, for tests of other packages, and the figures that come of them. */
public final class Handmade {
    private Handmade() {}

    /**
     * Some conversations that go the same way.
     *
     * @param script as the file {@code insight/episodes.txt} says
     */
    public static void play(TestDatabase database, int times, Instant start, String script) {
        for (int i = 0; i < times; i++) {
            new Scripts(database, start, "web").play(script);
        }
    }

    /** Writes the figures, as they stand at a moment. */
    public static void count(TestDatabase database, String zone, Instant now) {
        insights(database, Hours.of("", "", zone), now).run();
    }

    static Insights insights(TestDatabase database, OfficeHours hours, Instant now) {
        return new Insights(new EpisodeRows(database.jdbc(), JsonMapper.shared()), new SumRows(database.jdbc()), hours,
                InstantSource.fixed(now), database.transactionManager());
    }

    /** Empties all tables, after a test that left something. */
    static void clear(TestDatabase database) {
        if (database.jdbc().sql("select exists (select from conversation)").query(Boolean.class).single()) {
            database.clear();
        }
    }
}
