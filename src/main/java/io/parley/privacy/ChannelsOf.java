package io.parley.privacy;

import io.parley.secrets.Pseudonyms;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Takes a person out of what channels and queues keep. */
@Repository
class ChannelsOf {
    private final JdbcClient jdbc;
    private final Pseudonyms pseudonyms;

    ChannelsOf(JdbcClient jdbc, Pseudonyms pseudonyms) {
        this.jdbc = jdbc;
        this.pseudonyms = pseudonyms;
    }

    void forget(ErasureScope scope, Tally tally) {
        forgetMails(scope, tally);
        emptyInbox(scope, tally);
        keepTargets(scope);
        tally.add("outbox", jdbc.sql("""
                update outbox set payload = '', address = 'erased', ordering_key = 'erased:' || id, error = null,
                    external_id = null, state = case when state = 'dead_letter' then 'superseded' else state end
                where message_id = any(?) and state in ('sent', 'superseded', 'dead_letter') and address <> 'erased'""")
                .param(scope.messageIds()).update());
        for (String table : new String[]{"privacy_request", "export_link"}) {
            tally.add(table, jdbc.sql("delete from " + table + " where participant_id = ?").param(scope.participant())
                    .update());
        }
        tally.add("web_message", inThreads("delete from web_message where thread", scope, "web"));
        tally.add("web_session", inThreads("delete from web_session where id", scope, "web"));
    }

    /** Rows that have yet to change or delete a message keep by themselves where it stands at its service. */
    private void keepTargets(ErasureScope scope) {
        jdbc.sql("""
                update outbox d set external_id = o.external_id from outbox o
                where o.message_id = any(?) and o.external_id is not null and d.replaces = o.id
                    and d.external_id is null and d.state in ('queued', 'ready', 'claimed', 'sending')""")
                .param(scope.messageIds()).update();
    }

    private int inThreads(String statement, ErasureScope scope, String channel) {
        return jdbc.sql(statement + " in (select thread from conversation where id = any(?) and channel = ?)")
                .param(scope.aloneIds()).param(channel).update();
    }

    /** Empties what has failed, or waits to be read, and lets what was read tell nothing; all is found by its place. */
    private void emptyInbox(ErasureScope scope, Tally tally) {
        String[] places = jdbc.sql("""
                select distinct i.ordering_key from message m join inbox i on i.message_id = m.id
                where m.conversation_id = any(?) and m.author = 'participant'""").param(scope.aloneIds())
                .query(String.class).list().toArray(String[]::new);
        tally.add("inbox", inboxRows("""
                update inbox set payload = '', error = null, state = 'done', outcome = 'erased', done_at = now()
                where state in ('dead_letter', 'deferred') and\s""", places, scope));
        inboxRows("""
                update inbox set key = 'erased:' || encode(sha256(convert_to(key, 'UTF8')), 'hex'),
                    ordering_key = 'erased:' || id, waits_for = null
                where state = 'done' and key not like 'erased:%' and\s""", places, scope);
    }

    private int inboxRows(String update, String[] places, ErasureScope scope) {
        return jdbc.sql(update + """
                id in (select id from inbox where ordering_key = any(:places) and state in ('done', 'dead_letter')
                    union select id from inbox where ordering_key = any(:places) and state = 'deferred'
                    union select id from inbox where message_id = any(:messages))""").param("places", places)
                .param("messages", scope.messageIds()).update();
    }

    private void forgetMails(ErasureScope scope, Tally tally) {
        tally.add("mail_in", inThreads("""
                update mail_in set identity = encode(sha256(convert_to(identity, 'UTF8')), 'hex'),
                    message_id = encode(sha256(convert_to(message_id, 'UTF8')), 'hex'), reference_ids = '',
                    sender = '', sender_name = null, subject = '', receiver = null, receiver_domain = null
                where sender <> '' and thread""", scope, "email"));
        tally.add("mail_copy", jdbc.sql("""
                delete from mail_copy where delivery_id in (select id from outbox where message_id = any(?))""")
                .param(scope.messageIds()).update());
        tally.add("mail_out", inThreads("""
                update mail_out set message_id = encode(sha256(convert_to(message_id, 'UTF8')), 'hex'),
                    recipient = '', choices = null where recipient <> '' and thread""", scope, "email"));
        tally.add("mail_question", inThreads("delete from mail_question where thread", scope, "email"));
        forgetWish(scope, tally);
        tally.add("mail_thread", inThreads("delete from mail_thread where thread", scope, "email"));
    }

    /** That somebody wants no mails stays, without saying who it is. */
    private void forgetWish(ErasureScope scope, Tally tally) {
        jdbc.sql("select external_id from participant where id = ? and channel = 'email'").param(scope.participant())
                .query(String.class).optional().ifPresent(address -> tally.add("mail_suppression", jdbc.sql("""
                        with gone as (delete from mail_suppression where person = :person returning mailbox, since)
                        insert into mail_suppression (mailbox, person, since)
                        select mailbox, :mark, since from gone on conflict do nothing""").param("person", address)
                        .param("mark", pseudonyms.mark("email", address)).update()));
    }
}
