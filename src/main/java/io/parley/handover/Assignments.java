package io.parley.handover;

import io.parley.actor.Actor;
import io.parley.actor.Helper;
import io.parley.conversation.Replies;
import io.parley.settings.Live;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Gives tickets to agents of the desk. */
@Repository
class Assignments {
    /** A customer who comes again within this time goes on with whom they talked to, if that agent is there. */
    private static final Duration AGAIN = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Live<HandoverSettings> settings;

    Assignments(JdbcClient jdbc, Live<HandoverSettings> settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** An agent by login, in whatever case it is written; empty also when the account is locked. */
    Optional<Helper> agent(String login) {
        return jdbc.sql("select id, login, name from agent where login = ? and locked_at is null")
                .param(login.strip().toLowerCase(Locale.ROOT))
                .query(Assignments::helper).optional();
    }

    /** Whether an agent was given a ticket and has not begun with it. */
    boolean isUnstarted(long ticket) {
        return jdbc.sql("select unstarted from ticket where id = ?").param(ticket).query(Boolean.class).single();
    }

    /** A ticket is an agent's, who has yet to begin. */
    void give(long ticket, Helper agent, Instant at) {
        jdbc.sql("""
                update ticket set state = 'taken', taken_by = :name, assignee = :agent, program = null, taken_at = :at,
                    idle_since = :at, unstarted = true, revision = revision + 1
                where id = :ticket""").param("name", agent.name()).param("agent", id(agent))
                .param("at", Timestamp.from(at)).param("ticket", ticket).update();
        jdbc.sql("update agent set assigned_at = ? where id = ?").param(Timestamp.from(at)).param(id(agent)).update();
    }

    private static Helper helper(ResultSet row, int n) throws SQLException {
        return new Helper(new Actor.Agent(row.getLong("id")), row.getString("login"),
                Replies.kept(row.getString("name")));
    }

    private static long id(Helper agent) {
        return Objects.requireNonNull(agent.agent());
    }

    /**
     * Gives a new ticket to somebody at the desk: to the agent who helped that customer within the last day, or else, if tickets
     * are given in turn or somebody helped them, to whom has the fewest.
     *
     * @return the agent, if there is one with room for it
     */
    Optional<Helper> toSomebody(Ticket ticket, Instant at) {
        Optional<Helper> agent = former(ticket, at).flatMap(this::present)
                .or(() -> settings.now().roundRobin() ? next() : Optional.empty());
        agent.ifPresent(one -> give(ticket.id(), one, at));
        return agent;
    }

    /** The agent who replied in this conversation before, in a ticket that was resolved within the last day; 0 for one without account. */
    private Optional<Long> former(Ticket ticket, Instant at) {
        return jdbc.sql("""
                select coalesce(assignee, 0) from ticket
                where conversation_id = ? and state = 'resolved' and resolved_at > ? and first_reply_at is not null
                order by id desc limit 1""").param(ticket.conversationId()).param(Timestamp.from(at.minus(AGAIN)))
                .query(Long.class).optional();
    }

    private Optional<Helper> present(long agent) {
        return jdbc.sql("select id, login, name from agent where id = ? and state = 'here' and locked_at is null")
                .param(agent)
                .query(Assignments::helper).optional();
    }

    /** The agent at the desk with the fewest open tickets, of several the one who was given none for longest; locked. */
    private Optional<Helper> next() {
        Set<Long> full = new HashSet<>(Set.of(0L));
        while (true) {
            Optional<Helper> agent = locked(full);
            if (agent.isEmpty() || hasRoom(agent.get())) {
                return agent;
            }
            full.add(id(agent.get()));
        }
    }

    /** Others who give tickets at the same time pass over this agent, and look again at what the agent has meanwhile. */
    private Optional<Helper> locked(Set<Long> without) {
        return jdbc.sql("""
                select a.id, a.login, a.name from agent a cross join lateral (
                    select count(*) as open from ticket t where t.assignee = a.id and t.state = 'taken') busy
                where a.state = 'here' and a.locked_at is null and busy.open < a.capacity and a.id not in (:without)
                order by busy.open, a.assigned_at nulls first, a.id limit 1
                for no key update of a skip locked""").param("without", without)
                .query(Assignments::helper).optional();
    }

    private boolean hasRoom(Helper agent) {
        return jdbc.sql("""
                select capacity > (select count(*) from ticket t where t.assignee = a.id and t.state = 'taken')
                from agent a where a.id = ?""").param(id(agent)).query(Boolean.class).single();
    }
}
