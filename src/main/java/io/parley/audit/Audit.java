package io.parley.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps who did what. An act that is undone with its transaction leaves nothing here. */
@Repository
public class Audit {
    /** The most failed sign-ins of one account that are remembered in an hour. */
    static final int MOST_FAILURES = 60;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int LONGEST = 300;
    private static final String INSERT = "insert into audit (at, actor, deed, object, detail) ";

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Audit(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Remembers an act.
     *
     * @param actor a login, or the name under which somebody acted; null for the commands of this machine
     * @param object whom or what it was done to; null where the deed says it all
     * @param detail what else is worth knowing, but never the text of a message; null for nothing
     */
    public void add(@Nullable String actor, Deed deed, @Nullable String object, @Nullable String detail) {
        jdbc.sql(INSERT + "values (:at, :actor, :deed, :object, :detail)").param("at", time(clock.instant()))
                .param("actor", shortened(actor)).param("deed", deed.word()).param("object", shortened(object))
                .param("detail", shortened(detail)).update();
    }

    /**
     * Remembers a failed sign-in, 60 an hour of each account, so that guessing fills nothing.
     *
     * @param address from where it came
     */
    public void addFailedSignIn(String login, String address) {
        Instant now = clock.instant();
        jdbc.sql(INSERT + """
                select :at, null, 'sign_in_failed', :login, :address where (select count(*) from audit
                    where deed = 'sign_in_failed' and object = :login and at > :hourAgo) < :most""")
                .param("at", time(now)).param("login", shortened(login)).param("address", shortened(address))
                .param("hourAgo", time(now.minus(HOUR))).param("most", MOST_FAILURES).update();
    }

    /**
     * The acts before one, the newest first.
     *
     * @param id the act's id
     * @param most how many at most
     */
    public List<AuditEntry> before(long id, int most) {
        return jdbc.sql("select id, at, actor, deed, object, detail from audit where id < ? order by id desc limit ?")
                .param(id).param(most).query(Audit::entry).list();
    }

    private static @Nullable String shortened(@Nullable String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static Timestamp time(Instant time) {
        return Timestamp.from(time);
    }

    private static AuditEntry entry(ResultSet row, int n) throws SQLException {
        return new AuditEntry(row.getLong("id"), row.getTimestamp("at").toInstant(), row.getString("actor"),
                Deed.of(row.getString("deed")), row.getString("object"), row.getString("detail"));
    }
}
