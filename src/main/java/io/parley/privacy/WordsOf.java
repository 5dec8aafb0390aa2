package io.parley.privacy;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Takes a person's words away, and what was said to and about them; the rows stay, so that they can be counted. */
@Repository
class WordsOf {
    private final JdbcClient jdbc;

    WordsOf(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Waits for those who are writing down what the person says. */
    void lock(long participant) {
        jdbc.sql("select id from participant where id = ? for update").param(participant).query().singleRow();
    }

    void empty(ErasureScope scope, Instant at, Tally tally) {
        tally.add("message", jdbc.sql("""
                update message set text = '', original_text = null, attachments = null, unverified = null,
                    external_id = null, choices = null, citations = null, deleted_at = coalesce(deleted_at, :at),
                    erased_words = case when deleted_at is null
                        then (select count(*) from regexp_matches(text, '\\S+', 'g')) else erased_words end
                where id = any(:messages) and (text <> '' or original_text is not null or attachments is not null
                    or unverified is not null or external_id is not null or choices is not null
                    or citations is not null or deleted_at is null)""").param("at", Timestamp.from(at))
                .param("messages", scope.messageIds()).update());
        tally.add("judgement", jdbc.sql("""
                delete from judgement where label is null and model is null and message_id = any(?)""")
                .param(scope.messageIds()).update());
        tally.add("judgement", jdbc.sql("""
                update judgement set why = null where why is not null and message_id = any(?)""")
                .param(scope.messageIds()).update());
        emptyTickets(scope.ticketIds(), tally);
        emptyOpinions(scope, tally);
    }

    private void emptyTickets(Long[] tickets, Tally tally) {
        tally.add("ticket_note", onTickets("update ticket_note set text = '' where text <> '' and ", tickets));
        tally.add("reply_draft", onTickets("delete from reply_draft where ", tickets));
        tally.add("ticket_tag", onTickets("delete from ticket_tag where ", tickets));
        tally.add("agent_message",
                onTickets("update agent_message set text = null where text is not null and ", tickets));
        tally.add("csat", onTickets("update csat set comment = null where comment is not null and ", tickets));
    }

    private int onTickets(String statement, Long[] tickets) {
        return jdbc.sql(statement + "ticket_id = any(?)").param(tickets).update();
    }

    private void emptyOpinions(ErasureScope scope, Tally tally) {
        for (String table : new String[]{"verdict", "verdict_history"}) {
            tally.add(table, jdbc.sql("update " + table + """
                     set comment = null where comment is not null
                    and (participant_id = :person or message_id = any(:messages))""")
                    .param("person", scope.participant()).param("messages", scope.messageIds()).update());
        }
        tally.add("reaction", jdbc.sql("delete from reaction where participant_id = ?").param(scope.participant())
                .update());
    }

    /** Lets nothing tell who they were, nor where they wrote. */
    void hide(ErasureScope scope, Tally tally) {
        tally.add("participant", jdbc.sql("""
                update participant set external_id = ?, name = null, language = null, origin = null where id = ?""")
                .param(UUID.randomUUID().toString()).param(scope.participant()).update());
        tally.add("conversation", jdbc.sql("""
                update conversation set thread = 'erased:' || gen_random_uuid(), address = 'erased', state = 'closed',
                    language = null where id = any(?)""").param(scope.aloneIds()).update());
        jdbc.sql("select find_ticket_words(t) from unnest(?::bigint[]) t").param(scope.ticketIds()).query()
                .listOfRows();
    }

    /** Ends the fence, which nobody can meet any more. */
    void release(long participant) {
        jdbc.sql("update participant set erasing_at = null where id = ?").param(participant).update();
    }
}
