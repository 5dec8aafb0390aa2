package io.parley.privacy;

import io.parley.channel.Person;
import io.parley.channel.ThreadKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What people asked about their own data, as rows. */
@Repository
class OwnRequestRows {
    /** The most requests of one person that are answered within a day. */
    private static final int MOST_ANSWERS = 5;
    private static final Duration DAY = Duration.ofDays(1);
    /** The most people who are erased by their own wish within an hour: from one place, and in all. */
    private static final int MOST_OF_PLACE = 20;
    private static final int MOST = 500;

    private static final String ASKED = """
            select p.id, m.conversation_id, r.asked_at from privacy_request r
            join participant p on p.id = r.participant_id join message m on m.id = r.message_id
            join conversation c on c.id = m.conversation_id
            where p.channel = :channel and p.external_id = :person\s""";

    private final JdbcClient jdbc;

    OwnRequestRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A person who was asked whether they mean it. */
    record Asked(long participant, long conversation, Instant at) {}

    /** Whether one more request of a person is answered. */
    boolean take(long participant, Instant now) {
        return jdbc.sql("""
                insert into privacy_request as r (participant_id, asked_at, answers, since)
                values (:person, :now, 1, :now)
                on conflict (participant_id) do update set asked_at = :now, message_id = null,
                    answers = case when r.since < :before then 1 else r.answers + 1 end,
                    since = case when r.since < :before then :now else r.since end
                    where r.since < :before or r.answers < :most
                returning 1""").param("person", participant).param("now", Timestamp.from(now))
                .param("before", Timestamp.from(now.minus(DAY))).param("most", MOST_ANSWERS).query(Integer.class)
                .optional().isPresent();
    }

    /** A message asks whether they mean it. */
    void asks(long participant, long messageId) {
        jdbc.sql("update privacy_request set message_id = ? where participant_id = ?").param(messageId)
                .param(participant).update();
    }

    void end(long participant) {
        jdbc.sql("update privacy_request set message_id = null where participant_id = ?").param(participant).update();
    }

    /** Who was asked last, if nothing was said since: not there, and by them nowhere. */
    Optional<Asked> waiting(Person person, Instant since) {
        return jdbc.sql(ASKED + """
                and r.asked_at >= :since
                and m.id = (select max(id) from message l where l.conversation_id = m.conversation_id)
                and not exists (select from message l where l.participant_id = p.id and l.id > m.id)""")
                .param("channel", person.channel().value()).param("person", person.id())
                .param("since", Timestamp.from(since)).query(OwnRequestRows::asked).optional();
    }

    /** Who was asked by a message that stands in a thread, if it was this person. */
    Optional<Asked> by(long messageId, ThreadKey thread, Person person) {
        return jdbc.sql(ASKED + "and r.message_id = :message and c.thread = :thread and c.channel = :channel")
                .param("channel", person.channel().value()).param("person", person.id()).param("message", messageId)
                .param("thread", thread.value()).query(OwnRequestRows::asked).optional();
    }

    private static Asked asked(ResultSet row, int n) throws SQLException {
        return new Asked(row.getLong(1), row.getLong(2), row.getObject(3, OffsetDateTime.class).toInstant());
    }

    /** Whether one more person is erased by their own wish. */
    boolean takeErasure(long participant) {
        return jdbc.sql("""
                with own as (
                    insert into usage_count (hour, kind, who, count)
                    select date_trunc('hour', now()), 'erasure', channel || ':' || coalesce(origin, id::text), 1
                    from participant where id = :person
                    on conflict (hour, kind, who) do update set count = usage_count.count + 1
                        where usage_count.count < :each
                    returning 1)
                insert into usage_count (hour, kind, who, count)
                select date_trunc('hour', now()), 'erasure', '', 1 from own
                on conflict (hour, kind, who) do update set count = usage_count.count + 1
                    where usage_count.count < :all
                returning 1""").param("person", participant).param("each", MOST_OF_PLACE).param("all", MOST)
                .query(Integer.class).optional().isPresent();
    }

    /**
     * The newest conversation of somebody who is being erased, if they are to be told of it there; the erasure is locked, so
     * that none of its steps comes between.
     */
    Optional<Telling> toTell(Person person, ThreadKey thread) {
        return jdbc.sql("""
                select e.id from participant p join erasure e on e.participant_id = p.id and e.done_at is null
                where p.channel = :channel and p.external_id = :person and cardinality(e.said) < :most
                for update of e""").param("channel", person.channel().value()).param("person", person.id())
                .param("most", Telling.MOST).query(Long.class).optional()
                .flatMap(erasure -> jdbc.sql("""
                        select max(m.conversation_id) from participant p join message m on m.participant_id = p.id
                        join conversation c on c.id = m.conversation_id
                        where p.channel = :channel and p.external_id = :person and c.thread = :thread""")
                        .param("channel", person.channel().value()).param("person", person.id())
                        .param("thread", thread.value()).query(Long.class).optional()
                        .map(conversation -> new Telling(erasure, conversation)));
    }

    /** Where somebody is told of their erasure. */
    record Telling(long erasure, long conversation) {
        /** The most messages of that. */
        static final int MOST = 2;
    }

    void told(long erasure, long messageId) {
        jdbc.sql("update erasure set said = said || ?::bigint where id = ?").param(messageId).param(erasure).update();
    }
}
