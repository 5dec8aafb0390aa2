package io.parley.security;

import java.time.InstantSource;
import java.util.Collection;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The sessions of agents who are signed in at the desk. */
@Repository
public class DeskSessions {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    DeskSessions(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Of some sessions, by their ids, those that have not ended. */
    public Set<String> alive(Collection<String> sessions) {
        return sessions.isEmpty()
                ? Set.of()
                : jdbc.sql("select session_id from desk_session where session_id in (:ids) and expiry_time > :now")
                        .param("ids", sessions).param("now", clock.millis()).query(String.class).set();
    }
}
