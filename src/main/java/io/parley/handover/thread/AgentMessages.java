package io.parley.handover.thread;

import io.parley.channel.ChannelName;
import io.parley.channel.Person;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was written under tickets where agents are, as rows: {@code asked}, then {@code inside} or {@code sent}, or {@code gone}. */
@Repository
class AgentMessages {
    private final JdbcClient jdbc;

    AgentMessages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A state of such a message. */
    enum State {
        ASKED, INSIDE, SENT, GONE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A message under a ticket.
     *
     * @param text the words, while its author is asked
     * @param messageId what went to the customer
     */
    record Row(long id, Person author, String externalId, long ticket, State state, String text,
            @Nullable Long messageId) {
        /** Tells it from others, as a reply's or a note's key. */
        String key() {
            return AgentMessages.key(author.channel(), externalId);
        }
    }

    static String key(ChannelName channel, String externalId) {
        return channel.value() + ":" + externalId;
    }

    boolean isKnown(ChannelName channel, String externalId) {
        return jdbc.sql("select exists (select from agent_message where channel = ? and external_id = ?)")
                .param(channel.value()).param(externalId).query(Boolean.class).single();
    }

    /** Those of the service's ids that are known. */
    List<String> known(ChannelName channel, Collection<String> externalIds) {
        return jdbc.sql("select external_id from agent_message where channel = ? and external_id = any(?)")
                .params(channel.value(), externalIds.toArray(String[]::new)).query(String.class).list();
    }

    /** Writes a message down, of which nothing is decided yet; gives its id. */
    Row add(Person author, String externalId, long ticket, String text, Instant at) {
        return jdbc.sql("""
                insert into agent_message (channel, external_id, ticket_id, author, state, text, written_at)
                values (?, ?, ?, ?, 'asked', ?, ?) returning *""").param(author.channel().value()).param(externalId)
                .param(ticket).param(author.id()).param(text).param(Timestamp.from(at))
                .query(AgentMessages::row).single();
    }

    /** A message by our id, locked until the transaction ends. */
    Optional<Row> lock(long id) {
        return jdbc.sql("select * from agent_message where id = ? for update").param(id).query(AgentMessages::row)
                .optional();
    }

    /** A message by the service's id, locked until the transaction ends. */
    Optional<Row> lock(ChannelName channel, String externalId) {
        return jdbc.sql("select * from agent_message where channel = ? and external_id = ? for update")
                .param(channel.value()).param(externalId).query(AgentMessages::row).optional();
    }

    void words(long id, String text) {
        jdbc.sql("update agent_message set text = ? where id = ?").param(text).param(id).update();
    }

    void stays(long id) {
        decide(id, State.INSIDE, null);
    }

    void sent(long id, long messageId) {
        decide(id, State.SENT, messageId);
    }

    void gone(long id) {
        decide(id, State.GONE, null);
    }

    private void decide(long id, State state, @Nullable Long messageId) {
        jdbc.sql("update agent_message set state = ?, text = null, message_id = ? where id = ?").param(state.word())
                .param(2, messageId, Types.BIGINT).param(id).update();
    }

    /** What went to the customer as one of our messages, and whose author was not told yet how it fared; locked. */
    Optional<Row> lockUnmarked(long messageId) {
        return jdbc.sql("""
                select * from agent_message where message_id = ? and state = 'sent' and mark is null
                for update skip locked""").param(messageId).query(AgentMessages::row).optional();
    }

    /** Messages whose authors were not told yet how they fared, the oldest first. */
    List<Long> unmarked(int most) {
        return jdbc.sql("""
                select message_id from agent_message where state = 'sent' and mark is null order by id limit ?""")
                .param(most).query(Long.class).list();
    }

    void mark(long id, boolean delivered) {
        jdbc.sql("update agent_message set mark = ? where id = ?").param(delivered ? "delivered" : "failed").param(id)
                .update();
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        String text = row.getString("text");
        return new Row(row.getLong("id"),
                new Person(new ChannelName(row.getString("channel")), row.getString("author"), null, null),
                row.getString("external_id"), row.getLong("ticket_id"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)), text == null ? "" : text,
                row.getObject("message_id", Long.class));
    }
}
