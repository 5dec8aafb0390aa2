package io.parley.handover.thread;

import io.parley.channel.AgentContacts;
import io.parley.channel.ChannelName;
import io.parley.channel.Person;
import io.parley.handover.AgentAct;
import java.sql.Types;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The agents of the desk as services know them. */
@Repository
public class AgentAccounts implements AgentContacts {
    /** The columns of the agents' ids, by channel. */
    private static final Map<String, String> COLUMNS = Map.of("slack", "slack_user", "telegram", "telegram_user");

    private final JdbcClient jdbc;

    AgentAccounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The agent who a person at a service is, unless their account is locked: the one for whom an administrator set that id, or else the only one without an id
     * there whose mail address is the one that the service has verified.
     */
    Optional<AgentAct> of(Person person) {
        String column = COLUMNS.get(person.channel().value());
        return column == null
                ? Optional.empty()
                : jdbc.sql(
                        """
                                select id, name from agent where %1$s = :person and locked_at is null
                                union all
                                select min(a.id), min(a.name) from agent a join agent_contact c on lower(a.email) = c.email
                                where a.%1$s is null and a.locked_at is null and c.channel = :channel and c.external_id = :person
                                  and not exists (select from agent known where known.%1$s = :person)
                                having count(*) = 1"""
                                .formatted(column))
                        .param("person", person.id())
                        .param("channel", person.channel().value())
                        .query((row, n) -> new AgentAct(row.getString(2), false, null, row.getLong(1))).optional();
    }

    /**
     * Sets, or with null takes away, the id of an agent at a service.
     *
     * @param channel slack or telegram
     * @return whether no other agent has that id
     */
    public boolean link(long agent, ChannelName channel, @Nullable String externalId) {
        String column = Objects.requireNonNull(COLUMNS.get(channel.value()), "Agents do not work on " + channel);
        return jdbc.sql("""
                update agent set %1$s = :person
                where id = :agent and not exists (select from agent where %1$s = :person and id <> :agent)"""
                .formatted(column)).param("person", externalId, Types.VARCHAR).param("agent", agent)
                .update() == 1;
    }

    /** A person's name for those who read their words. */
    String name(Person person) {
        return jdbc.sql("select name from agent_contact where channel = ? and external_id = ? and name is not null")
                .param(person.channel().value()).param(person.id()).query(String.class).optional()
                .orElseGet(() -> Objects.requireNonNullElse(person.name(), person.id()));
    }

    @Override
    public void keep(ChannelName channel, String externalId, @Nullable String name, @Nullable String email) {
        jdbc.sql("""
                insert into agent_contact (channel, external_id, name, email) values (?, ?, ?, ?)
                on conflict (channel, external_id) do update set name = excluded.name, email = excluded.email,
                    seen_at = now()""").param(channel.value()).param(externalId).param(name)
                .param(email == null ? null : email.toLowerCase(Locale.ROOT)).update();
    }
}
