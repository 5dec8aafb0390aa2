package io.parley.handover.thread;

import io.parley.actor.Actor;
import io.parley.actor.Helper;
import io.parley.audit.Audit;
import io.parley.audit.Deed;
import io.parley.channel.AgentContacts;
import io.parley.channel.ChannelName;
import io.parley.channel.Person;
import io.parley.conversation.Replies;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The agents of the desk as services know them. */
@Repository
public class AgentAccounts implements AgentContacts {
    /** The columns of the agents' ids, by channel. */
    private static final Map<String, String> COLUMNS = Map.of("slack", "slack_user", "telegram", "telegram_user");

    private final JdbcClient jdbc;
    private final Audit audit;

    AgentAccounts(JdbcClient jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    /**
     * The ids of an agent at services; null for none.
     *
     * @param slack a member's id there, such as U012AB3CD
     * @param telegram a user's number there
     */
    public record Ids(@Nullable String slack, @Nullable String telegram) {
        @Nullable
        String at(String channel) {
            return channel.equals("slack") ? slack : telegram;
        }

        private String words() {
            return "Slack " + Objects.requireNonNullElse(slack, "-") + ", Telegram "
                    + Objects.requireNonNullElse(telegram, "-");
        }
    }

    /**
     * The agent who a person at a service is, unless their account is locked: the one for whom an administrator set that id, or else the only one without an id
     * there whose mail address is the one that the service has verified.
     */
    Optional<Helper> of(Person person) {
        String column = COLUMNS.get(person.channel().value());
        return column == null
                ? Optional.empty()
                : jdbc.sql(
                        """
                                select id, login, name from agent where %1$s = :person and locked_at is null
                                union all
                                select min(a.id), min(a.login), min(a.name) from agent a join agent_contact c on lower(a.email) = c.email
                                where a.%1$s is null and a.locked_at is null and c.channel = :channel and c.external_id = :person
                                  and not exists (select from agent known where known.%1$s = :person)
                                having count(*) = 1"""
                                .formatted(column))
                        .param("person", person.id())
                        .param("channel", person.channel().value())
                        .query((row, n) -> new Helper(new Actor.Agent(row.getLong("id")), row.getString("login"),
                                Replies.kept(row.getString("name"))))
                        .optional();
    }

    /**
     * The id of an agent at a service: the one that an administrator set, or else that of the only person there whose mail
     * address, which the service has verified, is the agent's.
     */
    public Optional<String> person(long agent, ChannelName channel) {
        String column = COLUMNS.get(channel.value());
        return column == null
                ? Optional.empty()
                : jdbc.sql("""
                        select %1$s from agent where id = :agent and %1$s is not null
                        union all
                        select min(c.external_id) from agent a join agent_contact c on c.email = lower(a.email)
                        where a.id = :agent and a.%1$s is null and c.channel = :channel
                          and not exists (select from agent known where known.%1$s = c.external_id)
                        having count(*) = 1""".formatted(column)).param("agent", agent)
                        .param("channel", channel.value()).query(String.class).optional();
    }

    /** The ids that an administrator set for an agent. */
    public Ids ids(long agent) {
        return jdbc.sql("select slack_user, telegram_user from agent where id = ?").param(agent)
                .query((row, n) -> new Ids(row.getString(1), row.getString(2))).optional().orElse(new Ids(null, null));
    }

    /**
     * Sets the ids of an agent.
     *
     * @param by the administrator who does it
     * @return empty when it is done; else the service at which another agent has that id
     */
    @Transactional
    public Optional<ChannelName> link(long agent, Ids ids, String by) {
        jdbc.sql("lock table agent in share row exclusive mode").update();
        for (Map.Entry<String, String> column : COLUMNS.entrySet()) {
            if (jdbc.sql("select exists (select from agent where %s = ? and id <> ?)".formatted(column.getValue()))
                    .param(ids.at(column.getKey())).param(agent).query(Boolean.class).single()) {
                return Optional.of(new ChannelName(column.getKey()));
            }
        }
        jdbc.sql("update agent set slack_user = ?, telegram_user = ? where id = ? returning login").param(ids.slack())
                .param(ids.telegram()).param(agent).query(String.class).optional()
                .ifPresent(login -> audit.add(by, Deed.AGENT_CHANGED, login, ids.words()));
        return Optional.empty();
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
