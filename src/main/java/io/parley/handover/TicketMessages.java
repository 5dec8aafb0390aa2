package io.parley.handover;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What customers said that agents are told of. */
@Repository
class TicketMessages {
    private static final int MOST_COUNTED = 100;

    private final JdbcClient jdbc;

    TicketMessages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The message that opened a ticket, and under whose copy agents talk about it. */
    Optional<Long> opening(long ticket) {
        return jdbc.sql("select message_id from ticket where id = ? and message_id is not null").param(ticket)
                .query(Long.class).optional();
    }

    /**
     * How many messages of the customer came after the newest that an agent has seen, at most 100.
     *
     * @param seen our id of that message
     */
    int unseen(long conversation, long seen) {
        return jdbc.sql("""
                select count(*) from (
                    select from message m
                    where (m.conversation_id, m.id) > (:conversation, :seen)
                      and (m.conversation_id, m.id) < (:conversation + 1, 0)
                      and m.author = 'participant' and m.deleted_at is null limit :most) unseen""")
                .param("conversation", conversation).param("seen", seen).param("most", MOST_COUNTED)
                .query(Integer.class).single();
    }

    /** What a customer's message says; empty when that is nothing. */
    Optional<String> words(long messageId) {
        return jdbc
                .sql("""
                        select concat_ws(E'\\n', nullif(text, ''), '[' || attachments || ']') from message where id = ?""")
                .param(messageId).query(String.class).optional().filter(words -> !words.isBlank());
    }
}
