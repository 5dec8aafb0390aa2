package io.parley.handoff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tickets as rows. A conversation has at most one that is not resolved. */
@Repository
class TicketRows {
    private static final String SELECT = """
            select t.id, t.conversation_id, c.channel, t.reason, t.state, p.name as customer, t.opened_at, t.taken_by,
                   t.taken_at, t.resolved_by, t.resolved_at,
                   (select concat_ws(E'\n', nullif(s.text, ''), '[' || s.attachments || ']') from turn s where s.conversation_id = q.conversation_id and s.id <= q.id
                      and s.author = 'participant' and (s.text <> '' or s.attachments is not null)
                      and s.wish is distinct from 'none_of_these'
                    order by s.id desc limit 1) as question
            from ticket t join conversation c on c.id = t.conversation_id
            left join turn q on q.id = t.turn_id left join participant p on p.id = q.participant_id\s""";

    private final JdbcClient jdbc;

    TicketRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Opens a ticket and gives its id; empty when the conversation has one that is not resolved. */
    Optional<Long> open(long conversation, long turn, String reason, Instant at) {
        return jdbc.sql("""
                insert into ticket (conversation_id, turn_id, reason, opened_at) values (?, ?, ?, ?)
                on conflict (conversation_id) where state <> 'resolved' do nothing
                returning id""").param(conversation).param(turn).param(reason).param(Timestamp.from(at))
                .query(Long.class).optional();
    }

    /** The tickets that are not resolved, the longest waiting first. */
    List<Ticket> unresolved(int most) {
        return jdbc.sql(SELECT + "where t.state <> 'resolved' order by t.opened_at limit ?").param(most)
                .query(TicketRows::row).list();
    }

    /** The tickets of a conversation to which something led that was said at a turn or later, by that turn. */
    Map<Long, Long> openedSince(long conversation, long turn) {
        return jdbc.sql("""
                select turn_id, id from ticket where conversation_id = ? and turn_id >= ?""").param(conversation)
                .param(turn)
                .query((row, n) -> Map.entry(row.getLong(1), row.getLong(2))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Math::max));
    }

    Optional<Long> conversationOf(long id) {
        return jdbc.sql("select conversation_id from ticket where id = ?").param(id).query(Long.class).optional();
    }

    /** The open ticket of a conversation goes to another that has none. */
    void move(long from, long into) {
        jdbc.sql("""
                update ticket set conversation_id = :into
                where conversation_id = :from and state <> 'resolved'
                  and not exists (select 1 from ticket where conversation_id = :into and state <> 'resolved')""")
                .param("from", from).param("into", into).update();
    }

    Optional<Ticket> find(long id) {
        return jdbc.sql(SELECT + "where t.id = ?").param(id).query(TicketRows::row).optional();
    }

    /** A ticket, held until the transaction ends. */
    Optional<Ticket> hold(long id) {
        return jdbc.sql(SELECT + "where t.id = ? for update of t").param(id).query(TicketRows::row).optional();
    }

    void take(long id, String agent, Instant at) {
        jdbc.sql("""
                update ticket set state = 'taken', taken_by = ?, taken_at = coalesce(taken_at, ?)
                where id = ? and state <> 'resolved'""").param(agent).param(Timestamp.from(at)).param(id).update();
    }

    void resolve(long id, String who, Instant at) {
        jdbc.sql("update ticket set state = 'resolved', resolved_by = ?, resolved_at = ? where id = ?").param(who)
                .param(Timestamp.from(at)).param(id).update();
    }

    void resolveOf(long conversation, String who, Instant at) {
        jdbc.sql("""
                update ticket set state = 'resolved', resolved_by = ?, resolved_at = ?
                where conversation_id = ? and state <> 'resolved'""").param(who).param(Timestamp.from(at))
                .param(conversation).update();
    }

    private static Ticket row(ResultSet row, int n) throws SQLException {
        return new Ticket(row.getLong("id"), row.getLong("conversation_id"), row.getString("channel"),
                row.getString("reason"), row.getString("state"), row.getString("question"), row.getString("customer"),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(), row.getString("taken_by"),
                instant(row, "taken_at"), row.getString("resolved_by"), instant(row, "resolved_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
