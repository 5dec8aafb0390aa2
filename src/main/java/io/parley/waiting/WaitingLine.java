package io.parley.waiting;

import io.parley.hours.OfficeHours;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The customers who wait for an agent, and how long that took others lately. */
@Repository
class WaitingLine {
    /** Days are divided into bands of this many hours, in which it is about as busy. */
    private static final int BAND = 4;
    private static final int SAMPLES = 50;
    /** Of so many tickets those are looked for that were opened at such an hour. */
    private static final int MOST_READ = 400;
    /** Fewer tickets say nothing about the next one. */
    private static final int FEW = 5;
    private static final Duration LATELY = Duration.ofDays(90);

    private final JdbcClient jdbc;
    private final OfficeHours hours;

    WaitingLine(JdbcClient jdbc, OfficeHours hours) {
        this.jdbc = jdbc;
        this.hours = hours;
    }

    /** How many tickets wait for anybody. */
    int length() {
        return jdbc.sql("""
                select count(*) from ticket
                where state = 'waiting' and waits_since is not null and snoozed_until is null""")
                .query(Integer.class).single();
    }

    /** How many agents are at the desk. */
    int present() {
        return jdbc.sql("select count(*) from agent where state = 'here' and locked_at is null").query(Integer.class)
                .single();
    }

    /** How long the last in a line waits, in office time; empty when too little is known, or nobody is present. */
    Optional<Duration> expected(int position, Instant now) {
        int present = present();
        return present == 0 ? Optional.empty() : usual(now).map(one -> one.multipliedBy(position).dividedBy(present));
    }

    /** The median office time to the first reply, of the last 50 tickets that were opened at such an hour. */
    private Optional<Duration> usual(Instant now) {
        int band = band(now);
        List<Duration> waits = jdbc.sql("""
                select opened_at, first_reply_at from ticket where first_reply_at is not null and opened_at > ?
                order by opened_at desc limit ?""").param(Timestamp.from(now.minus(LATELY))).param(MOST_READ)
                .query((row, n) -> new Wait(instant(row, 1), instant(row, 2))).list().stream()
                .filter(wait -> hours.isOpen(wait.opened()) && band(wait.opened()) == band).limit(SAMPLES)
                .map(wait -> hours.between(wait.opened(), wait.replied())).sorted().toList();
        return waits.size() < FEW ? Optional.empty() : Optional.of(waits.get(waits.size() / 2));
    }

    private int band(Instant moment) {
        return moment.atZone(hours.zone()).getHour() / BAND;
    }

    private record Wait(Instant opened, Instant replied) {}

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
