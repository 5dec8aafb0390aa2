package io.parley.insight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Episodes, and what they are made of, as rows. */
@Repository
class EpisodeRows {
    /** So many of a ticket's replies are looked at. */
    private static final int MAX_REPLIES = 500;
    /** So many of a conversation's newest messages are looked at; what they began earlier stays as it is. */
    static final int MAX_TURNS = 2_000;

    private static final String TURNS = """
            select m.id, coalesce(m.participant_id, 0) as participant, m.said_at, m.command, m.chosen_faq is not null as chosen,
                   case when m.text = '' and m.attachments is null then ''
                        else md5(lower(regexp_replace(left(m.text, 2000), '[^[:alnum:]]+', ' ', 'g'))) end as words,
                   a.id as answer, a.source, a.reason, a.faq_id, coalesce(a.confidence, 0) as confidence,
                   coalesce(v.vote, 0) as vote,
                   exists (select from suggestion s where s.entry = a.faq_id and s.state = 'published'
                       and s.decided_at <= m.said_at) as learned
            from (select * from message where conversation_id = :conversation and author = 'participant'
                      and deleted_at is null
                      and coalesce(external_id, '') not like 'share/%' order by id desc limit :most) m
            left join lateral (select id, source, reason, faq_id, confidence from message
                               where answers_message = m.id
                               order by answers_revision desc limit 1) a on true
            left join lateral (select vote from verdict where message_id = a.id
                               and participant_id = m.participant_id) v on true
            order by m.id""";
    private static final String TICKETS = """
            select t.message_id, t.opened_at, t.taken_at, case when t.state = 'resolved' then t.resolved_at end as ended_at,
                   t.state = 'resolved' and actor_word(t.resolver, t.resolved_by) <> 'nobody'
                       and (t.first_reply_at is not null
                            or (actor_word(t.resolver, t.resolved_by) not in ('customer', 'silence', 'erased')
                                and not exists (select from ticket_event e
                                                where e.ticket_id = t.id and e.kind = 'handed_back'))) as by_people,
                   case when s.ticket_id is null then -1 else coalesce(s.score, 0) end as score,
                   coalesce((select array_agg(e.at order by e.id) from (select id, at from ticket_event
                                 where ticket_id = t.id and kind = 'replied' order by id limit :most) e),
                            array_remove(array[t.first_reply_at], null)) as replies
            from ticket t left join csat s on s.ticket_id = t.id
            where t.conversation_id = :conversation and (t.message_id >= :first or t.resolved_at is null
                    or t.resolved_at > (select said_at from message where id = :first))
              and actor_word(t.resolver, t.resolved_by) is distinct from 'merged'
            order by t.message_id""";

    private final JdbcClient jdbc;
    private final JsonMapper mapper;

    EpisodeRows(JdbcClient jdbc, JsonMapper mapper) {
        this.jdbc = jdbc;
        this.mapper = mapper;
    }

    /** Others who write episodes wait until the end of this transaction. */
    void takeTurn() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('episode'))").query().singleRow();
    }

    /** Takes conversations from the queue in which something changed. */
    List<Long> takeChanged(int most) {
        return jdbc.sql("""
                delete from episode_due where id = any(array(select id from episode_due order by id limit :most))
                returning conversation_id""").param("most", most).query(Long.class).list().stream().distinct().toList();
    }

    /** Conversations with an episode that time may have changed. */
    List<Long> settling(Instant now, int most) {
        return jdbc.sql("""
                select conversation_id from episode where settles_at <= :now order by settles_at limit :most""")
                .param("now", Timestamp.from(now)).param("most", most).query(Long.class).list().stream().distinct()
                .toList();
    }

    List<Turn> turns(long conversation) {
        return jdbc.sql(TURNS).param("conversation", conversation).param("most", MAX_TURNS).query(EpisodeRows::turn)
                .list();
    }

    List<TicketSpan> tickets(long conversation, long first) {
        return jdbc.sql(TICKETS).param("conversation", conversation).param("first", first).param("most", MAX_REPLIES)
                .query(EpisodeRows::ticket).list();
    }

    /** How many milliseconds after its question was received each of these messages was delivered, where that is known. */
    Map<Long, Long> delivered(List<Long> messages) {
        Map<Long, Long> millis = new HashMap<>();
        jdbc.sql("""
                select message_id, (extract(epoch from done_at - received_at) * 1000)::bigint as millis from outbox
                where message_id = any(?) and part = 0 and state = 'sent' and done_at >= received_at""")
                .param(messages.toArray(Long[]::new))
                .query((RowCallbackHandler) row -> millis.put(row.getLong("message_id"), row.getLong("millis")));
        return millis;
    }

    /** The conversations in which somebody wrote. */
    List<Long> conversationsOf(long participant) {
        return jdbc.sql("select distinct conversation_id from message where participant_id = ? order by 1")
                .param(participant).query(Long.class).list();
    }

    /** A conversation's episodes that began since a moment and may be written anew, by the messages that began them. */
    List<Long> changeable(long conversation, Instant since) {
        return jdbc.sql("""
                select message_id from episode where conversation_id = ? and began_at >= ? and not kept""")
                .param(conversation).param(Timestamp.from(since)).query(Long.class).list();
    }

    /**
     * What is known of an episode, and cannot be found again.
     *
     * @param answeredIn how many milliseconds its first answer took; null when that is not known
     * @param language in which it was; null when that may change
     */
    record Before(@Nullable Long answeredIn, @Nullable String language) {
        static final Before NOTHING = new Before(null, null);
    }

    /** Takes episodes away, whose sums do not have them any more; gives what was known of them. */
    Map<Long, Before> remove(List<Long> episodes) {
        Map<Long, Before> before = new HashMap<>();
        jdbc.sql(
                """
                        delete from episode where message_id = any(?)
                        returning message_id, answered_in, case when outcome <> 'open' then nullif(language, '') end as language""")
                .param(episodes.toArray(Long[]::new)).query((RowCallbackHandler) row -> {
                    long took = row.getLong("answered_in");
                    Long answeredIn = row.wasNull() ? null : took;
                    before.put(row.getLong("message_id"), new Before(answeredIn, row.getString("language")));
                });
        return before;
    }

    /** Nothing changes somebody's episodes any more. */
    void keep(long participant) {
        jdbc.sql("""
                update episode set kept = true, settles_at = null
                where message_id in (select id from message where participant_id = ?) and not kept""")
                .param(participant).update();
    }

    /** Those of a conversation's episodes that began before a moment are as they are. */
    void settle(long conversation, Instant since) {
        jdbc.sql("""
                update episode set settles_at = null
                where conversation_id = ? and began_at < ? and settles_at is not null""").param(conversation)
                .param(Timestamp.from(since)).update();
    }

    /**
     * Adds a conversation's episode; sums do not have it yet.
     *
     * @param language in which it was; null for that of the conversation
     * @return whether it was not there before
     */
    boolean add(long conversation, Episode episode, LocalDate day, @Nullable String language) {
        Instant settles = episode.settles();
        return jdbc.sql("""
                insert into episode (message_id, conversation_id, channel, began_at, day, outcome, counts, settles_at,
                                     answered_in, language, entries)
                select :message, id, channel, :began, :day, :outcome, cast(:counts as jsonb), :settles, :millis,
                       coalesce(:language, language, ''), cast(:entries as jsonb)
                from conversation
                where id = :conversation on conflict (message_id) do nothing""").param("message", episode.message())
                .param("conversation", conversation)
                .param("began", Timestamp.from(episode.began())).param("day", day)
                .param("outcome", episode.outcome().word())
                .param("counts", mapper.writeValueAsString(episode.counts()))
                .param("settles", settles == null ? null : Timestamp.from(settles))
                .param("millis", episode.answeredIn(), Types.BIGINT).param("language", language, Types.VARCHAR)
                .param("entries", mapper.writeValueAsString(episode.entries())).update() > 0;
    }

    private static Turn turn(ResultSet row, int n) throws SQLException {
        String source = row.getString("source");
        return new Turn(row.getLong("id"), row.getLong("participant"), instant(row, "said_at"),
                new Turn.Said(row.getString("command"), row.getBoolean("chosen"), row.getString("words")),
                source == null
                        ? null
                        : new Turn.Given(row.getLong("answer"), source, row.getString("reason"),
                                row.getString("faq_id"), row.getDouble("confidence"), row.getBoolean("learned")),
                row.getInt("vote"));
    }

    private static TicketSpan ticket(ResultSet row, int n) throws SQLException {
        List<Instant> replies = Arrays.stream((Timestamp[]) row.getArray("replies").getArray())
                .map(Timestamp::toInstant)
                .toList();
        return new TicketSpan(row.getLong("message_id"), instant(row, "opened_at"), orNull(row, "taken_at"),
                orNull(row, "ended_at"), replies, row.getBoolean("by_people"), row.getInt("score"));
    }

    private static @Nullable Instant orNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
