package io.parley.privacy;

import io.parley.audit.Audit;
import io.parley.audit.Deed;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Exports a person's data as JSON; {@code schema} counts the versions of its form. */
@Component
public class PersonExport {
    private static final String EXPORT = """
            select jsonb_pretty(jsonb_build_object('schema', 1,
                'person', jsonb_build_object('id', p.id, 'channel', p.channel, 'knownAs', p.external_id,
                    'name', p.name, 'language', p.language, 'seenAt', p.seen_at),
                'conversations', coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'channel', c.channel,
                        'state', c.state, 'language', c.language, 'openedAt', c.opened_at) order by c.id)
                    from conversation c where c.id = any(:conversations)), '[]'),
                'messages', coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'conversation', m.conversation_id,
                        'author', m.author, 'at', m.said_at, 'text', m.text, 'before', m.original_text,
                        'attachments', m.attachments, 'editedAt', m.edited_at, 'deletedAt', m.deleted_at,
                        'source', m.source, 'entry', m.faq_id, 'confidence', m.confidence) order by m.id)
                    from message m where m.id = any(:messages)), '[]'),
                'verdicts', coalesce((select jsonb_agg(jsonb_build_object('message', v.message_id, 'vote', v.vote,
                        'comment', v.comment, 'at', v.changed_at) order by v.message_id)
                    from verdict v where v.participant_id = p.id), '[]'),
                'reactions', coalesce((select jsonb_agg(jsonb_build_object('message', r.message_id, 'emoji', r.emoji,
                        'at', r.added_at) order by r.message_id, r.emoji)
                    from reaction r where r.participant_id = p.id), '[]'),
                'tickets', coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'reason', t.reason,
                        'state', t.state, 'openedAt', t.opened_at, 'resolvedAt', t.resolved_at,
                        'tags', (select coalesce(jsonb_agg(g.tag order by g.tag), '[]') from ticket_tag g
                            where g.ticket_id = t.id),
                        'notes', (select coalesce(jsonb_agg(jsonb_build_object('at', n.written_at, 'text', n.text)
                            order by n.id), '[]') from ticket_note n where n.ticket_id = t.id)) order by t.id)
                    from ticket t where t.id = any(:tickets)), '[]'),
                'satisfaction', coalesce((select jsonb_agg(jsonb_build_object('ticket', s.ticket_id, 'score', s.score,
                        'comment', s.comment, 'askedAt', s.asked_at, 'answeredAt', s.answered_at) order by s.ticket_id)
                    from csat s where s.ticket_id = any(:tickets)), '[]'),
                'learned', coalesce((select jsonb_agg(jsonb_build_object('entry', l.entry, 'question', l.text,
                        'said', v.said, 'at', v.said_at) order by l.id)
                    from lesson_vote v join lesson l on l.id = v.lesson where v.person = 'participant:' || p.id), '[]'),
                'mails', coalesce((select jsonb_agg(jsonb_build_object('from', i.sender, 'name', i.sender_name,
                        'subject', i.subject, 'at', i.received_at) order by i.id)
                    from mail_in i where i.thread in (select c.thread from conversation c
                        where c.id = any(:alone) and c.channel = 'email')), '[]'),
                'judgements', coalesce((select jsonb_agg(jsonb_build_object('message', j.message_id, 'judge', j.judge,
                        'label', j.label, 'why', j.why, 'at', j.judged_at) order by j.message_id, j.judge)
                    from judgement j where j.message_id = any(:messages) and j.judged_at is not null), '[]'),
                'unanswered', coalesce((select jsonb_agg(jsonb_build_object('question', g.text, 'at', g.asked_at)
                        order by g.message_id) from gap_question g where g.message_id = any(:messages)), '[]'),
                'suggestions', coalesce((select jsonb_agg(jsonb_build_object('question', s.question, 'ways', s.ways,
                        'at', s.made_at) order by s.id) from suggestion s where s.id in (
                        select f.suggestion from suggestion_source f where f.message_id = any(:messages))
                    and not exists (select from suggestion_source o where o.suggestion = s.id
                        and o.message_id <> all(:messages))), '[]')
                )) from participant p where p.id = :person""";

    private final JdbcClient jdbc;
    private final ErasureScopes scopes;
    private final Audit audit;

    PersonExport(JdbcClient jdbc, ErasureScopes scopes, Audit audit) {
        this.jdbc = jdbc;
        this.scopes = scopes;
        this.audit = audit;
    }

    /**
     * All that is known of a participant, as a JSON object; empty when there is no such participant.
     *
     * @param askedBy the name of the one who asks for it
     */
    @Transactional
    public Optional<String> of(long participant, String askedBy) {
        ErasureScope scope = scopes.lock(participant);
        Optional<String> found = jdbc.sql(EXPORT).param("person", participant)
                .param("conversations", scope.conversations().toArray(Long[]::new)).param("alone", scope.aloneIds())
                .param("messages", scope.messageIds()).param("tickets", scope.ticketIds()).query(String.class)
                .optional();
        found.ifPresent(export -> audit.add(askedBy, Deed.PERSON_EXPORTED, Long.toString(participant), null));
        return found;
    }
}
