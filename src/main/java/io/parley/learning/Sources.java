package io.parley.learning;

import io.parley.channel.Address;
import io.parley.channel.ChannelName;
import io.parley.learning.suggestion.Suggestion;
import io.parley.learning.suggestion.Told;
import io.parley.learning.voter.Voters;
import io.parley.secrets.SecretMask;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads from conversations, verdicts and tickets which question was answered by which entry, without secrets. */
@Repository
class Sources {
    /**
     * Answers from the FAQ with what was asked: not the wording or the number of a choice but the words that led to the
     * choices. An answer to what was edited since is left out, as the words that it answered are gone.
     */
    private static final String ANSWERED = """
            select a.id as answer, a.faq_id as entry, coalesce(before.text, q.text) as text,
                   coalesce(before.id, q.id) as message
            from message a
            join message q on q.id = a.answers_message and q.revision = a.answers_revision
            left join lateral (
                select asked.id, asked.text from message offered join message asked on asked.id = offered.answers_message
                where q.chosen_faq is not null and offered.conversation_id = q.conversation_id and offered.id < q.id
                    and offered.choices @> jsonb_build_array(jsonb_build_object('faq', q.chosen_faq))
                    and asked.command is null and asked.chosen_faq is null and asked.deleted_at is null
                order by offered.id desc limit 1) before on true
            where a.source = 'faq' and a.faq_id is not null and q.command is null and q.deleted_at is null
                and (q.chosen_faq is null or before.id is not null)\s""";

    private final JdbcClient jdbc;

    Sources(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A question, the message in which it was asked, and the entry that was its answer. */
    record Answered(String entry, String text, long messageId) {}

    /** A question and the message in which it was asked. */
    record Asked(String text, long messageId) {}

    /** A person's verdict on an answer to a question. */
    record Said(String text, long messageId, int vote, Instant at) {}

    /** The question that an answer of the FAQ was given to; empty when the answer is not the FAQ's. */
    Optional<Answered> answered(long answer) {
        return jdbc.sql(ANSWERED + "and a.id = ?").param(answer)
                .query((row, n) -> new Answered(row.getString("entry"), SecretMask.mask(row.getString("text")),
                        row.getLong("message")))
                .optional();
    }

    /** All that a person said of answers from an entry, the newest first. */
    List<Said> said(long participant, String entry) {
        return jdbc.sql("select answered.*, v.vote, v.changed_at from (" + ANSWERED + """
                and a.faq_id = ?) answered
                join verdict v on v.message_id = answered.answer and v.participant_id = ?
                order by v.changed_at desc, v.message_id desc""").param(entry).param(participant)
                .query((row, n) -> new Said(SecretMask.mask(row.getString("text")), row.getLong("message"),
                        row.getInt("vote"),
                        instant(row, "changed_at")))
                .list();
    }

    /** The place from which a participant judges an answer. */
    Voters.Seat seat(long answer, long participant) {
        return jdbc.sql("""
                select p.channel, p.id, p.origin, c.address from participant p, message a
                join conversation c on c.id = a.conversation_id where p.id = ? and a.id = ?""").param(participant)
                .param(answer)
                .query((row, n) -> new Voters.Seat(new Address(new ChannelName(row.getString("channel")),
                        row.getString("address")), row.getLong("id"), row.getString("origin")))
                .single();
    }

    /**
     * The number of messages before a ticket that are looked at: the question is near the end, before the complaint
     * about its answer.
     */
    private static final int BEFORE = 10;
    private static final int MOST_REPLIES = 10;

    /**
     * Claims tickets that were resolved after this moment and whose agents' words nobody looked at since; others who claim at
     * the same time get other ones, and get them again if this transaction fails.
     */
    List<Long> resolvedSince(Instant then, int most) {
        return jdbc.sql("""
                update ticket set drafted_up_to = resolved_at where id = any(array(
                    select id from ticket where state = 'resolved' and resolved_at > ?
                        and (drafted_up_to is null or drafted_up_to < resolved_at)
                    order by resolved_at limit ? for update skip locked)) returning id""").param(Timestamp.from(then))
                .param(most).query(Long.class).list()
                .stream().sorted().toList();
    }

    /** The agents' replies to a ticket's customer, in their order, a few. */
    List<String> replies(long ticket) {
        return jdbc
                .sql("""
                        select a.text from ticket t
                        join message a on (a.conversation_id, a.id) > (t.conversation_id, coalesce(t.message_id, 0))
                            and (a.conversation_id, a.id) < (t.conversation_id + 1, 0)
                        where t.id = ? and a.author = 'agent' and a.said_at between t.opened_at and coalesce(t.resolved_at, 'infinity')
                            and a.text <> ''
                        order by a.id limit ?""")
                .param(ticket).param(MOST_REPLIES).query(String.class).list().stream()
                .map(SecretMask::mask).toList();
    }

    /** What was asked before a ticket and told on it, with all by which those who took part are known. */
    Told told(long ticket, Asked asked, List<String> replies) {
        return jdbc
                .sql("""
                        select c.language, t.participant_id, coalesce(a.name, t.taken_by, by_agent.name) as agent,
                            coalesce(t.resolved_at, t.opened_at) as told_at,
                            array_remove(array[p.name, a.name, a.login, a.email, t.taken_by, by_agent.name,
                                case when p.external_id like '%@%' then p.external_id end,
                                case when c.channel = 'email' then split_part(c.address, '|', 3) end], null)
                            || array(select distinct s.agent from (
                                select m.agent from message m
                                where (m.conversation_id, m.id) > (t.conversation_id, coalesce(t.message_id, 0))
                                    and (m.conversation_id, m.id) < (t.conversation_id + 1, 0) and m.author = 'agent'
                                order by m.conversation_id, m.id limit 100) s where s.agent is not null) as known
                        from ticket t join conversation c on c.id = t.conversation_id
                        left join participant p on p.id = t.participant_id left join agent a on a.id = t.assignee
                        left join lateral (select t.resolved_by as name
                            where actor_word(t.resolver, t.resolved_by) ~ '^(agent|program)') by_agent on true
                        where t.id = ?""")
                .param(ticket)
                .query((row, n) -> new Told(asked.text(), replies, List.of((String[]) row.getArray("known").getArray()),
                        Objects.requireNonNullElse(row.getString("language"), "en"),
                        new Suggestion.Source(ticket, asked.messageId(), row.getObject("participant_id", Long.class),
                                row.getString("agent"), instant(row, "told_at"))))
                .single();
    }

    /** Whether an agent named the entry that answers a question. */
    boolean isNamed(Asked asked) {
        return jdbc.sql("select exists (select from lesson_vote where message = ? and said = 'named')")
                .param(asked.messageId())
                .query(Boolean.class).single();
    }

    /**
     * A customer's messages in the hour before a ticket was opened, the last first. If the ticket was opened by a
     * request for a person, that request is left out: the question came before it.
     */
    List<Asked> askedBefore(long ticket) {
        return jdbc.sql("""
                select q.id, q.text from ticket t join message q on q.conversation_id = t.conversation_id
                where t.id = ? and q.author = 'participant' and q.id <= t.message_id and q.command is null
                    and q.chosen_faq is null and q.text <> ''
                    and (t.reason <> 'asked_for_person' or q.id < t.message_id) and q.deleted_at is null
                    and q.said_at > t.opened_at - interval '1 hour'
                order by q.id desc limit ?""").param(ticket).param(BEFORE)
                .query((row, n) -> new Asked(SecretMask.mask(row.getString("text")), row.getLong("id"))).list();
    }

    /** A customer's messages while a ticket was open, the first first, a few. */
    List<Asked> askedOn(long ticket) {
        return jdbc.sql("""
                select q.id, q.text from ticket t
                join message q on (q.conversation_id, q.id) > (t.conversation_id, coalesce(t.message_id, 0))
                    and (q.conversation_id, q.id) < (t.conversation_id + 1, 0)
                where t.id = ? and q.author = 'participant' and q.command is null and q.chosen_faq is null
                    and q.text <> '' and q.deleted_at is null
                    and q.said_at <= coalesce(t.resolved_at, 'infinity')
                order by q.id limit ?""").param(ticket).param(BEFORE)
                .query((row, n) -> new Asked(SecretMask.mask(row.getString("text")), row.getLong("id"))).list();
    }

    /** The message with which a ticket was opened. */
    Optional<Long> opening(long ticket) {
        return jdbc.sql("select message_id from ticket where id = ? and message_id is not null").param(ticket)
                .query(Long.class).optional();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
