package io.parley.channel.email;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The mails that got no answer, or could not be read, and why. */
final class UnansweredMails {
    private final JdbcClient jdbc;

    UnansweredMails(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One of them.
     *
     * @param id grows with each mail
     * @param uid its number in the folder, with which it is found in the mailbox
     * @param sender its author's address; empty where none could be read
     * @param unreadable whether it was put aside because it could not be read
     * @param ticket the id of the ticket that is open in its conversation; null where none is
     */
    record Unanswered(long id, Instant receivedAt, String mailbox, String folder, long uid, String sender,
            String subject, boolean unreadable, @Nullable String reason, @Nullable Long ticket) {}

    /** The newest of those with a smaller id, newest first. */
    List<Unanswered> before(long id, int limit) {
        return jdbc.sql("""
                select id, received_at, mailbox, folder, uid, sender, subject, decision, reason,
                    (select max(t.id) from conversation c join ticket t on t.conversation_id = c.id
                     where c.channel = 'email' and c.thread = m.thread and c.state <> 'closed'
                       and t.state <> 'resolved') as ticket
                from mail_in m
                where decision in ('kept', 'not_answered', 'quarantined') and id < ? order by id desc limit ?""")
                .param(id)
                .param(limit)
                .query((row, n) -> new Unanswered(row.getLong("id"),
                        row.getObject("received_at", OffsetDateTime.class).toInstant(),
                        row.getString("mailbox"), row.getString("folder"), row.getLong("uid"), row.getString("sender"),
                        row.getString("subject"), row.getString("decision").equals("quarantined"),
                        row.getString("reason"), row.getObject("ticket", Long.class)))
                .list();
    }
}
