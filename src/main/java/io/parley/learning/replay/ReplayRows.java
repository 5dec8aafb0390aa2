package io.parley.learning.replay;

import io.parley.channel.Address;
import io.parley.channel.ChannelName;
import io.parley.learning.voter.Voters;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads what customers asked last, what helped them, and questions whose right entry is known. */
@Repository
class ReplayRows {
    /** Among so many of the newest messages of all kinds customers' questions are looked for. */
    private static final int LOOKED_AT = 100_000;
    /** So many messages are looked at together. */
    static final int SPAN = 1_000;
    private static final int MOST_CASES = 2_000;

    private final JdbcClient jdbc;

    ReplayRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A customer's question, with the customer's name where one is known, and from where they asked. */
    record Asked(long id, String text, @Nullable String name, Voters.Seat seat) {}

    /** An entry that is right for a question, as somebody said. */
    record Right(long message, String entry) {}

    /**
     * A question whose right entry is known for good.
     *
     * @param expected null when no entry answers it
     */
    record Case(String text, @Nullable String expected) {}

    /** The number of the newest message; 0 when there is none. */
    long newest() {
        return jdbc.sql("select coalesce(max(id), 0) from message").query(Long.class).single();
    }

    /** Whether customers' questions were looked for far enough back. */
    static boolean isFarEnough(long newest, long message) {
        return message <= newest - LOOKED_AT;
    }

    /**
     * Some of customers' questions, the newest first. Those of people who are known no more count as if each were somebody's.
     *
     * @param before those of messages with lower numbers only
     * @param answered those that the FAQ answered only
     */
    List<Asked> asked(long before, Instant since, boolean answered) {
        return jdbc
                .sql("""
                            select m.id, m.text, p.name, coalesce(p.id, 0) as person,
                        case when p.id is null then concat('message', m.id) else p.origin end as origin, c.channel, c.address from message m
                            join conversation c on c.id = m.conversation_id left join participant p on p.id = m.participant_id
                            where m.id < :before and m.id >= :first and m.author = 'participant' and m.said_at >= :since
                                and m.command is null and m.chosen_faq is null and m.deleted_at is null and m.text <> ''
                                and (not :answered or exists (select from message a
                                    where a.answers_message = m.id and a.source = 'faq' and a.faq_id is not null))
                            order by m.id desc""")
                .param("before", before).param("first", before - SPAN)
                .param("since", Timestamp.from(since)).param("answered", answered)
                .query((row, n) -> new Asked(row.getLong("id"), row.getString("text"), row.getString("name"),
                        new Voters.Seat(new Address(new ChannelName(row.getString("channel")),
                                row.getString("address")), row.getLong("person"), row.getString("origin"))))
                .list();
    }

    /** Entries that helped those who asked these messages, or that an agent named for them. */
    List<Right> right(List<Long> messages) {
        return jdbc.sql("""
                select a.answers_message as message, a.faq_id as entry from message a
                join verdict v on v.message_id = a.id
                where a.answers_message = any(:messages) and a.source = 'faq' and a.faq_id is not null and v.vote > 0
                union
                select v.message, l.entry from lesson_vote v join lesson l on l.id = v.lesson
                where v.message = any(:messages) and v.said in ('helpful', 'named')""")
                .param("messages", messages.toArray(Long[]::new))
                .query((row, n) -> new Right(row.getLong("message"), row.getString("entry"))).list();
    }

    /** The newest questions whose right entry is known for good. */
    List<Case> cases() {
        return jdbc.sql("select text, expected from regression_case order by added_at desc, id desc limit ?")
                .param(MOST_CASES).query((row, n) -> new Case(row.getString("text"), row.getString("expected"))).list();
    }
}
