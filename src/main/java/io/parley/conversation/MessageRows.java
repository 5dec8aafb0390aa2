package io.parley.conversation;

import io.parley.actor.Actor;
import io.parley.actor.Helper;
import io.parley.answering.Answer;
import io.parley.answering.Choices;
import io.parley.answering.FaqAnswer;
import io.parley.answering.Handover;
import io.parley.answering.ModelAnswer;
import io.parley.answering.Notice;
import io.parley.channel.AnswerSource;
import io.parley.channel.ChannelName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Messages as rows. */
@Repository
class MessageRows {
    private static final String COLUMNS = """
            select id, conversation_id, participant_id, text, attachments, external_id, command, chosen_faq, revision, said_at, edited_at, deleted_at
            from message\s""";

    /** The stored reason of an answer that says that the bot does not understand. */
    static final String NOT_UNDERSTOOD = "not_understood";

    /** The stored reason of an answer to thanks. */
    private static final String THANKS = "thanks";

    /** The stored reason of an answer that stands for a hand-over, of which there are too many. */
    private static final String LIMITED = "limited";

    private static final int MAX_REMEMBERED = 12;

    private final JdbcClient jdbc;
    private final AnswerJson json;

    MessageRows(JdbcClient jdbc, AnswerJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Writes down what a person said; empty when that message is written down already. */
    Optional<Long> addSaid(Conversation conversation, long participant, String externalId, String text,
            String attachments, Memory.Meant meant, Instant saidAt) {
        return jdbc.sql("""
                insert into message (conversation_id, channel, author, participant_id, external_id, text, attachments,
                                  command, chosen_faq, said_at)
                values (:conversation, :channel, 'participant', :participant, :key, :text,
                        nullif(:attachments, ''), :command, :chosen, :at)
                on conflict (channel, external_id) where external_id is not null do nothing
                returning id""").param("conversation", conversation.id())
                .param("channel", conversation.thread().channel().value()).param("participant", participant)
                .param("key", externalId).param("text", text).param("attachments", attachments)
                .param("command", meant.command())
                .param("chosen", meant.chosen())
                .param("at", Timestamp.from(saidAt)).query(Long.class).optional();
    }

    /** Writes down what is not sure about who wrote a message; gives the message. */
    long unverified(long id, @Nullable String what) {
        if (what != null) {
            jdbc.sql("update message set unverified = ? where id = ?").param(what).param(id).update();
        }
        return id;
    }

    /** Writes down what a person did without words; empty when that is written down already. */
    Optional<Long> addWordless(Conversation conversation, long participant, String externalId, Instant at) {
        return addSaid(conversation, participant, externalId, "", "", new Memory.Meant(null, null), at);
    }

    Message get(long id) {
        return jdbc.sql(COLUMNS + "where id = ?").param(id).query(MessageRows::row).single();
    }

    Optional<Message> find(ChannelName channel, String externalId) {
        return jdbc.sql(COLUMNS + "where channel = ? and external_id = ?").param(channel.value()).param(externalId)
                .query(MessageRows::row).optional();
    }

    /** Those of the external ids that are known. */
    List<String> known(ChannelName channel, Collection<String> externalIds) {
        return jdbc.sql("select external_id from message where channel = ? and external_id = any(?)")
                .params(channel.value(), externalIds.toArray(String[]::new)).query(String.class).list();
    }

    /** The newest of what a message says; the first text is kept beside it. */
    void edit(long id, String text, String attachments, Memory.Meant meant, Instant editedAt) {
        jdbc.sql(
                """
                        update message set original_text = coalesce(original_text, text), text = :text,
                            attachments = nullif(:attachments, ''), command = :command, chosen_faq = :chosen, edited_at = :at, revision = revision + 1
                        where id = :id""")
                .param("text", text).param("attachments", attachments)
                .param("command", meant.command()).param("chosen", meant.chosen()).param("at", Timestamp.from(editedAt))
                .param("id", id).update();
    }

    /** Takes a message's words away. */
    void redact(long id, Instant deletedAt) {
        jdbc.sql("update message set text = '', original_text = null, attachments = null, deleted_at = ? where id = ?")
                .param(Timestamp.from(deletedAt)).param(id).update();
    }

    /** The answers to a message no longer count as said; their words stay, for what was voted on them. */
    void takeBackAnswers(long messageId, Instant deletedAt) {
        jdbc.sql("update message set deleted_at = ? where answers_message = ?").param(Timestamp.from(deletedAt))
                .param(messageId).update();
    }

    /** Writes down an answer; empty when that revision of the message has one already or is not the present one any more. */
    Optional<Long> addAnswer(Conversation conversation, Message question, Answer answer, AnswerSource source,
            Instant at) {
        ModelAnswer model = answer instanceof ModelAnswer m ? m : null;
        return jdbc
                .sql("""
                        insert into message (conversation_id, channel, author, text, said_at, answers_message, answers_revision, source,
                                          reason, confidence, faq_id, faq_revision, choices, citations, model, tokens_in, tokens_out, millis)
                        select :conversation, :channel, 'bot', :text, :at, asked.id, asked.revision, :source, :reason, :confidence, :faq, :faqRevision,
                               cast(:choices as jsonb), cast(:citations as jsonb), :model, :tokensIn, :tokensOut, :millis
                        from message asked
                        where asked.id = :message and asked.revision = :revision and asked.deleted_at is null
                        on conflict (answers_message, answers_revision) do nothing
                        returning id""")
                .param("conversation", conversation.id())
                .param("channel", conversation.thread().channel().value()).param("text", answer.text())
                .param("at", Timestamp.from(at)).param("message", question.id()).param("revision", question.revision())
                .param("source", source.word()).param("reason", reason(answer))
                .param("confidence", answer.confidence() == null ? null : answer.confidence().value())
                .param("faq", answer instanceof FaqAnswer f ? f.reference().entry().value() : null)
                .param("faqRevision", answer instanceof FaqAnswer f ? f.reference().revision() : null)
                .param("choices", json.suggestions(answer.suggestions()))
                .param("citations", json.references(answer.references()))
                .param("model", model == null ? null : model.model())
                .param("tokensIn", model == null ? null : model.tokensIn())
                .param("tokensOut", model == null ? null : model.tokensOut())
                .param("millis", model == null ? null : model.millis()).query(Long.class).optional();
    }

    private static @Nullable String reason(Answer answer) {
        return switch (answer) {
            case Handover handover -> handover.reason().word();
            case Notice notice when notice.kind() == Notice.Kind.NOT_UNDERSTOOD -> NOT_UNDERSTOOD;
            case Notice notice when notice.kind() == Notice.Kind.THANKS -> THANKS;
            case Notice notice when notice.kind() == Notice.Kind.LIMITED -> LIMITED;
            case FaqAnswer _,Choices _,ModelAnswer _,Notice _ -> null;
        };
    }

    /** Writes down what the bot says of its own. */
    long addNotice(Conversation conversation, String text, Instant at) {
        return jdbc.sql("""
                insert into message (conversation_id, channel, author, text, source, said_at)
                values (?, ?, 'bot', ?, ?, ?) returning id""").param(conversation.id())
                .param(conversation.thread().channel().value()).param(text).param(AnswerSource.NOTICE.word())
                .param(Timestamp.from(at)).query(Long.class).single();
    }

    /** Writes down what a person says who helps customers. */
    long addReply(Conversation conversation, Helper by, String text, Instant at) {
        return jdbc.sql("""
                insert into message (conversation_id, channel, author, agent, said_by, text, source, said_at)
                values (?, ?, 'agent', ?, ?, ?, ?, ?) returning id""").param(conversation.id())
                .param(conversation.thread().channel().value()).param(by.name()).param(by.actor().word()).param(text)
                .param(AnswerSource.PERSON.word()).param(Timestamp.from(at)).query(Long.class).single();
    }

    /** Whether somebody said a message, or nobody knows who did. */
    boolean isOf(long id, Actor actor) {
        return jdbc.sql("select said_by is null or said_by = ? from message where id = ?").param(actor.word()).param(id)
                .query(Boolean.class).single();
    }

    /** The newest answer to a message before a revision of it. */
    Optional<Long> formerAnswer(long messageId, int revision) {
        return jdbc.sql("""
                select id from message where answers_message = ? and answers_revision < ?
                order by answers_revision desc limit 1""").param(messageId).param(revision).query(Long.class)
                .optional();
    }

    /** When the first thing in a conversation was said; empty when nothing was. */
    Optional<Instant> began(long conversationId) {
        return jdbc.sql("select said_at from message where conversation_id = ? order by id limit 1")
                .param(conversationId).query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant()).optional();
    }

    /** The last message of a conversation; 0 when there is none. */
    long last(long conversationId) {
        return jdbc.sql("select coalesce(max(id), 0) from message where conversation_id = ?").param(conversationId)
                .query(Long.class).single();
    }

    /** The conversation of a bot's or an agent's message; empty when there is no such message. */
    Optional<Long> conversationOfAnswer(long messageId) {
        return jdbc.sql("select conversation_id from message where id = ? and author <> 'participant'").param(messageId)
                .query(Long.class).optional();
    }

    /** An answer with its question, if others may be shown it. */
    Optional<SharedAnswer> shareable(long answerId) {
        return given(answerId).filter(SharedAnswer::isSubstantial);
    }

    /** An answer with its question, unless that was taken back. */
    Optional<SharedAnswer> given(long answerId) {
        return jdbc
                .sql("""
                        select a.conversation_id, q.external_id, p.name, q.text, a.text, a.source, a.confidence, a.citations,
                               a.choices
                        from message a join message q on q.id = a.answers_message left join participant p on p.id = q.participant_id
                        where a.id = ? and q.deleted_at is null""")
                .param(answerId)
                .query((row, n) -> new SharedAnswer(row.getLong(1), row.getString(2), row.getString(3),
                        row.getString(4), row.getString(5), row.getString(6), row.getObject(7, Double.class),
                        row.getString(8), row.getString(9)))
                .optional();
    }

    /** The entry behind a choice of an answer. */
    Optional<AnswerJson.StoredChoice> choice(long answerId, String choice) {
        return jdbc.sql("select choices from message where id = ? and choices is not null").param(answerId)
                .query(String.class).optional().flatMap(choices -> json.chosen(choices, choice));
    }

    /** Messages before one, oldest first, as far as they may still be used; of answers to an edited message only the newest. */
    List<PastMessage> before(long messageId, Conversation conversation) {
        return jdbc.sql("""
                select author, text, faq_id, choices, reason from (
                    select t.id, t.author, t.text, t.faq_id, t.choices, t.reason from message t
                    where t.conversation_id = :conversation and t.id < :message and t.id > :forgotten
                      and t.id > (select c.forgotten_up_to from conversation c where c.id = :conversation)
                      and t.deleted_at is null and t.text <> ''
                      and (t.answers_message is null or t.answers_message <> :message and t.answers_revision = (
                          select max(n.answers_revision) from message n where n.answers_message = t.answers_message))
                    order by t.id desc limit %d) newest
                order by id""".formatted(MAX_REMEMBERED)).param("conversation", conversation.id())
                .param("message", messageId)
                .param("forgotten", conversation.contextStartsAfter())
                .query((row, n) -> new PastMessage(row.getString(1), row.getString(2), row.getString(3),
                        row.getString(4),
                        row.getString(5)))
                .list();
    }

    /** Names and mail addresses of a person, and of the agents among the newest messages of a conversation. */
    List<String> names(long conversation, @Nullable Long participant) {
        return jdbc
                .sql("""
                        select p.name from participant p where p.id = :participant and p.name is not null
                        union select p.external_id from participant p where p.id = :participant and p.external_id like '%%@%%'
                        union select newest.agent from (
                            select m.agent from message m where m.conversation_id = :conversation order by m.id desc limit %d) newest
                            where newest.agent is not null"""
                        .formatted(MAX_REMEMBERED))
                .param("participant", participant, Types.BIGINT).param("conversation", conversation)
                .query(String.class).list();
    }

    private static Message row(ResultSet row, int n) throws SQLException {
        return new Message(row.getLong("id"), row.getLong("conversation_id"),
                row.getObject("participant_id", Long.class), row.getString("text"),
                Objects.requireNonNullElse(row.getString("attachments"), ""), row.getString("external_id"),
                row.getString("command"), row.getString("chosen_faq"),
                row.getInt("revision"), row.getObject("said_at", OffsetDateTime.class).toInstant(),
                instant(row, "edited_at"), instant(row, "deleted_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
