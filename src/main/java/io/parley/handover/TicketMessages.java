package io.parley.handover;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What customers said that agents are told of. */
@Repository
class TicketMessages {
    private final JdbcClient jdbc;

    TicketMessages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The message that opened a ticket, and under whose copy agents talk about it. */
    Optional<Long> opening(long ticket) {
        return jdbc.sql("select message_id from ticket where id = ? and message_id is not null").param(ticket)
                .query(Long.class).optional();
    }

    /** What a customer's message says; empty when that is nothing. */
    Optional<String> words(long messageId) {
        return jdbc
                .sql("""
                        select concat_ws(E'\\n', nullif(text, ''), '[' || attachments || ']') from message where id = ?""")
                .param(messageId).query(String.class).optional().filter(words -> !words.isBlank());
    }
}
