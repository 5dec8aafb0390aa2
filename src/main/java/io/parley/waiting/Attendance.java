package io.parley.waiting;

import java.util.Comparator;
import java.util.List;
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

    /**
     * An agent to whom tickets can be given.
     *
     * @param here whether they are at the desk
     */
    public record Colleague(long id, String login, String name, boolean here) {}

    /** All agents who are not locked out, at most 200; those who are at the desk come first. */
    public List<Colleague> team() {
        return jdbc.sql("""
                select id, login, name, state = 'here' from agent where locked_at is null order by login limit 200""")
                .query((row, n) -> new Colleague(row.getLong(1), row.getString(2), row.getString(3),
                        row.getBoolean(4)))
                .list().stream().sorted(Comparator.comparing(Colleague::here).reversed()).toList();
    }

    /** An agent comes or goes. */
    public void set(long agent, boolean here) {
        jdbc.sql("update agent set state = ? where id = ?").param(here ? "here" : "away").param(agent).update();
    }
}
