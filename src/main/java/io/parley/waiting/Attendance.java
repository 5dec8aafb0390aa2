package io.parley.waiting;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which agents are at the desk, as they say themselves. */
@Repository
public class Attendance {
    private final JdbcClient jdbc;

    Attendance(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether an agent is at the desk. */
    public boolean isHere(long agent) {
        return jdbc.sql("select state = 'here' from agent where id = ?").param(agent).query(Boolean.class).single();
    }

    /** An agent comes or goes. */
    public void set(long agent, boolean here) {
        jdbc.sql("update agent set state = ? where id = ?").param(here ? "here" : "away").param(agent).update();
    }
}
