package io.parley.support;

import io.parley.actor.Actor;
import io.parley.actor.Helper;
import io.parley.handover.AgentAct;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Agents who help customers in a test, by their names. */
public final class Team {
    private Team() {}

    /** Gives agents accounts who have none; nobody signs in with these. */
    public static void works(JdbcClient jdbc, String... names) {
        for (String name : List.of(names)) {
            jdbc.sql("insert into agent (login, name, role) values (?, ?, 'agent') on conflict do nothing")
                    .param(name.toLowerCase(Locale.ROOT)).param(name).update();
        }
    }

    /** An agent, who gets an account if there is none. */
    public static Helper agent(JdbcClient jdbc, String name) {
        works(jdbc, name);
        return jdbc.sql("select id, login, name from agent where name = ?").param(name)
                .query((row, n) -> new Helper(new Actor.Agent(row.getLong(1)), row.getString(2), row.getString(3)))
                .single();
    }

    /** What such an agent does, who says nothing of what they have seen. */
    public static AgentAct by(JdbcClient jdbc, String name) {
        return AgentAct.of(agent(jdbc, name));
    }

    /** The same, also where another has the ticket. */
    public static AgentAct takingOver(JdbcClient jdbc, String name) {
        return new AgentAct(agent(jdbc, name), true, null);
    }
}
