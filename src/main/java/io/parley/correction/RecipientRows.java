package io.parley.correction;

import io.parley.channel.Address;
import io.parley.channel.ChannelName;
import io.parley.correction.Recipient.Unreached;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The conversations that got a wrong answer, and those of them that are told, as rows. */
@Repository
class RecipientRows {
    /**
     * The conversations, each with the last message that said what is wrong: an answer that stands, or a former correction. The
     * machine's clock and the database's may differ by some minutes.
     */
    private static final String GOT = """
            with own as (select * from correction where id = :id),
            said as (
                select a.id from own o join message a
                    on a.faq_id = o.entry and a.said_at >= o.since - interval '1 hour' and a.faq_revision = any(o.wrong)
                where not exists (select from message n
                    where n.answers_message = a.answers_message and n.answers_revision > a.answers_revision)
                union all
                select s.message_id from own o
                join correction f on f.entry = o.entry and f.revision = any(o.wrong)
                join correction_sent s on s.correction = f.id and s.state = 'sent' and s.message_id is not null),
            got as (
                select m.conversation_id, max(m.id) as message from said join message m on m.id = said.id
                join conversation c on c.id = m.conversation_id where m.deleted_at is null or c.address = 'erased'
                group by m.conversation_id)
            """;
    private static final String PLACE = """
            c.id, c.channel, c.address, c.state, c.reachable, exists (
                select from message w join participant e on e.id = w.participant_id
                where w.conversation_id = c.id and e.erasing_at is not null) as erasing""";

    /** Telling a conversation is given up after so many failures on our side. */
    private static final int MAX_TRIES = 5;

    private final JdbcClient jdbc;

    RecipientRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A conversation as it stands.
     *
     * @param state the word of its state
     * @param erasing whether somebody in it is being erased
     */
    record Place(long conversation, Address address, String state, boolean reachable, boolean erasing) {}

    /**
     * A conversation that got a wrong answer.
     *
     * @param told the word of what became of telling it; null as long as nobody wants that
     * @param failed whether what it was told could not be delivered
     */
    record Row(Place place, @Nullable Long participant, @Nullable String name, @Nullable Long ticket, Instant at,
            @Nullable String told, @Nullable Unreached why, boolean failed) {}

    /** How many conversations got what a correction puts right. */
    int count(long id) {
        return jdbc.sql(GOT + "select count(*) from got").param("id", id).query(Integer.class).single();
    }

    /** Some of them in the order of their ids, after one. */
    List<Row> after(long id, long conversation, int most) {
        return jdbc.sql(GOT + "select " + PLACE + """
                , p.id as participant, p.name, m.said_at, s.state as told, s.why,
                (select t.id from ticket t where t.conversation_id = c.id and t.state <> 'resolved') as ticket,
                exists (select from outbox o where o.message_id = s.message_id and o.state = 'dead_letter') as failed
                from (select * from got where conversation_id > :after order by conversation_id limit :most) g
                join conversation c on c.id = g.conversation_id join message m on m.id = g.message
                left join message q on q.id = m.answers_message
                left join participant p on p.id = coalesce(q.participant_id, (
                    select w.participant_id from message w
                    where w.conversation_id = c.id and w.participant_id is not null order by w.id desc limit 1))
                left join correction_sent s on s.correction = :id and s.conversation_id = c.id
                order by c.id""").param("id", id).param("after", conversation).param("most", most)
                .query(RecipientRows::row).list();
    }

    /** One that is to be told; its row is locked until the transaction ends. Empty when somebody told it meanwhile. */
    Optional<Place> lockDue(long id, long conversation) {
        boolean due = jdbc.sql("""
                select state = 'due' from correction_sent where correction = ? and conversation_id = ? for update""")
                .param(id).param(conversation).query(Boolean.class).optional().orElse(false);
        return due
                ? jdbc.sql("select " + PLACE + " from conversation c where c.id = ?").param(conversation)
                        .query(RecipientRows::place).optional()
                : Optional.empty();
    }

    /** Lets all of them be told that were not yet; gives how many. */
    int addAll(long id, Instant at) {
        return add(id, "", new Long[0], at);
    }

    /** Lets some of them be told that were not yet; gives how many. */
    int add(long id, List<Long> chosen, Instant at) {
        return add(id, "where conversation_id = any(:chosen)", chosen.toArray(Long[]::new), at);
    }

    private int add(long id, String which, Long[] chosen, Instant at) {
        return jdbc
                .sql(GOT + """
                        insert into correction_sent (correction, conversation_id, state, at)
                        select :id, conversation_id, 'due', :at from got %s
                        on conflict (correction, conversation_id) do update set state = 'due', why = null, tries = 0, at = excluded.at
                        where correction_sent.state = 'unreached'"""
                        .formatted(which))
                .param("id", id)
                .param("chosen", chosen).param("at", Timestamp.from(at)).update();
    }

    /** The corrections of which somebody is to be told. */
    List<Long> unfinished() {
        return jdbc.sql("select distinct correction from correction_sent where state = 'due'").query(Long.class).list();
    }

    /** The conversations that are to be told, in the order of their ids, after one. */
    List<Long> due(long id, long conversation, int most) {
        return jdbc
                .sql("""
                        select conversation_id from correction_sent where correction = ? and state = 'due' and conversation_id > ?
                        order by conversation_id limit ?""")
                .param(id).param(conversation).param(most).query(Long.class).list();
    }

    void sent(long id, long conversation, long messageId, Instant at) {
        jdbc.sql("""
                update correction_sent set state = 'sent', message_id = ?, at = ?
                where correction = ? and conversation_id = ?""").param(messageId).param(Timestamp.from(at)).param(id)
                .param(conversation).update();
    }

    void unreached(long id, long conversation, Unreached why, Instant at) {
        jdbc.sql("""
                update correction_sent set state = 'unreached', why = ?, at = ?
                where correction = ? and conversation_id = ?""").param(why.word()).param(Timestamp.from(at)).param(id)
                .param(conversation).update();
    }

    /** Notes that telling one failed; after some tries it is given up. */
    void failed(long id, long conversation, Instant at) {
        jdbc.sql("""
                update correction_sent set tries = tries + 1, at = :at,
                    state = case when tries + 1 < :most then 'due' else 'unreached' end,
                    why = case when tries + 1 < :most then null else 'failed' end
                where correction = :id and conversation_id = :conversation and state = 'due'""").param("id", id)
                .param("conversation", conversation).param("most", MAX_TRIES).param("at", Timestamp.from(at)).update();
    }

    private static Place place(ResultSet row, int n) throws SQLException {
        return new Place(row.getLong("id"),
                new Address(new ChannelName(row.getString("channel")), row.getString("address")),
                row.getString("state"), row.getBoolean("reachable"), row.getBoolean("erasing"));
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        String why = row.getString("why");
        return new Row(place(row, n), row.getObject("participant", Long.class), row.getString("name"),
                row.getObject("ticket", Long.class), row.getObject("said_at", OffsetDateTime.class).toInstant(),
                row.getString("told"), why == null ? null : Unreached.valueOf(why.toUpperCase(Locale.ROOT)),
                row.getBoolean("failed"));
    }
}
