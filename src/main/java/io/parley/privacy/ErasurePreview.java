package io.parley.privacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Tells what an erasure would take away, before it is asked for; it locks and changes nothing. */
@Repository
public class ErasurePreview {
    private static final String LESSONS = """
            select lesson from lesson_vote where person = 'participant:' || :person
            union select lesson from lesson_vote where message = any(:messages)""";
    private static final String LESSONS_OF_OTHERS = """
            select from lesson_vote v where v.lesson = l.id
                and (v.message is not null or not starts_with(v.person, 'account:'))
                and (v.person = 'participant:' || :person or v.message = any(:messages)) is not true""";
    private static final String SOURCES = """
            (participant_id = :person or ticket_id = any(:tickets) or message_id = any(:messages))""";
    private static final String PLACES = """
            select distinct i.ordering_key from message m join inbox i on i.message_id = m.id
            where m.conversation_id = any(:alone) and m.author = 'participant'""";
    private static final String THREADS = """
            thread in (select thread from conversation where id = any(:alone) and channel = 'email')""";
    /** What is counted, in the order of the steps, with what finds it. */
    private static final Map<String, String> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("ticket", "ticket where id = any(:tickets) and state <> 'resolved'");
        KINDS.put("lesson_vote", "lesson_vote where person = 'participant:' || :person or message = any(:messages)");
        KINDS.put("lesson", "lesson l where id in (" + LESSONS + ") and not exists (" + LESSONS_OF_OTHERS + ")");
        String nobodys = "select l.%s from lesson l where text <> '' and id in (" + LESSONS + ") and not exists ("
                + LESSONS_OF_OTHERS + ")";
        KINDS.put("faq_phrasing", "faq_phrasing where origin = 'learned' and kind in ('confirmed', 'weakened')"
                + " and (entry, hash) in (" + nobodys.formatted("entry, l.hash") + ")");
        KINDS.put("regression_case", "regression_case c where origin = 'named' and hash in ("
                + nobodys.formatted("hash") + ") and not exists (select from lesson k where k.hash = c.hash"
                + " and k.entry = c.expected and k.text <> '' and k.id not in (" + nobodys.formatted("id") + "))");
        KINDS.put("suggestion_source", "suggestion_source where " + SOURCES);
        KINDS.put("suggestion", "suggestion s where id in (select suggestion from suggestion_source where " + SOURCES
                + ") and not exists (select from suggestion_source o where o.suggestion = s.id and "
                + SOURCES.replace("participant_id", "o.participant_id").replace("ticket_id", "o.ticket_id")
                        .replace("message_id", "o.message_id")
                + " is not true)");
        KINDS.put("gap_question", "gap_question where message_id = any(:messages)");
        KINDS.put("message", "message where id = any(:messages) and (text <> '' or deleted_at is null)");
        KINDS.put("judgement",
                "judgement where (label is null and model is null or why is not null) and message_id = any(:messages)");
        KINDS.put("ticket_note", "ticket_note where text <> '' and ticket_id = any(:tickets)");
        KINDS.put("reply_draft", "reply_draft where ticket_id = any(:tickets)");
        KINDS.put("ticket_tag", "ticket_tag where ticket_id = any(:tickets)");
        KINDS.put("agent_message", "agent_message where text is not null and ticket_id = any(:tickets)");
        KINDS.put("csat", "csat where comment is not null and ticket_id = any(:tickets)");
        for (String table : List.of("verdict", "verdict_history")) {
            KINDS.put(table, table + " where comment is not null"
                    + " and (participant_id = :person or message_id = any(:messages))");
        }
        KINDS.put("reaction", "reaction where participant_id = :person");
        KINDS.put("outbox", "outbox where message_id = any(:messages) and address <> 'erased'");
        KINDS.put("inbox", """
                inbox where state in ('dead_letter', 'deferred') and id in (
                    select id from inbox where ordering_key = any(array(%1$s)) and state in ('done', 'dead_letter')
                    union select id from inbox where ordering_key = any(array(%1$s)) and state = 'deferred'
                    union select id from inbox where message_id = any(:messages))""".formatted(PLACES));
        KINDS.put("privacy_request", "privacy_request where participant_id = :person");
        KINDS.put("export_link", "export_link where participant_id = :person");
        KINDS.put("web_message", "web_message where " + THREADS.replace("email", "web"));
        KINDS.put("web_session", "web_session where " + THREADS.replace("thread in", "id in").replace("email", "web"));
        KINDS.put("mail_in", "mail_in where sender <> '' and " + THREADS);
        KINDS.put("mail_copy", """
                mail_copy where delivery_id in (select id from outbox where message_id = any(:messages))""");
        KINDS.put("mail_out", "mail_out where recipient <> '' and " + THREADS);
        KINDS.put("mail_question", "mail_question where " + THREADS);
        KINDS.put("mail_suppression", """
                mail_suppression where person = (
                    select external_id from participant where id = :person and channel = 'email')""");
        KINDS.put("mail_thread", "mail_thread where " + THREADS);
        KINDS.put("participant", "participant where id = :person");
        KINDS.put("conversation", "conversation where id = any(:alone)");
    }

    private final JdbcClient jdbc;
    private final ErasureScopes scopes;

    ErasurePreview(JdbcClient jdbc, ErasureScopes scopes) {
        this.jdbc = jdbc;
        this.scopes = scopes;
    }

    /** How many rows of each table would be emptied or removed now; empty when there is no such participant. */
    @Transactional(readOnly = true)
    public Optional<Map<String, Integer>> of(long participant) {
        ErasureScope scope = scopes.find(participant);
        Map<String, Integer> counts = new LinkedHashMap<>();
        KINDS.forEach((kind, rows) -> {
            int number = count(rows, scope);
            if (number > 0) {
                counts.put(kind, number);
            }
        });
        return counts.containsKey("participant") ? Optional.of(counts) : Optional.empty();
    }

    private int count(String rows, ErasureScope scope) {
        return jdbc.sql("select count(*) from " + rows).param("person", scope.participant())
                .param("messages", scope.messageIds()).param("tickets", scope.ticketIds())
                .param("alone", scope.aloneIds()).query(Integer.class).single();
    }
}
