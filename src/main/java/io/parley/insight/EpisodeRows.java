package io.parley.insight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Episodes, what they are made of, and the sums of their days, as rows. */
@Repository
class EpisodeRows {
    /** So many of a conversation's newest messages are looked at; what they began earlier stays as it is. */
    static final int MAX_TURNS = 2_000;

    private static final String TURNS = """
            select m.id, coalesce(m.participant_id, 0) as participant, m.said_at, m.command, m.chosen_faq is not null as chosen,
                   case when m.text = '' and m.attachments is null then ''
                        else md5(lower(regexp_replace(left(m.text, 2000), '[^[:alnum:]]+', ' ', 'g'))) end as words,
                   a.source, a.reason, a.faq_id, coalesce(v.vote, 0) as vote
            from (select * from message where conversation_id = :conversation and author = 'participant'
                      and deleted_at is null
                      and coalesce(external_id, '') not like 'share/%' order by id desc limit :most) m
            left join lateral (select id, source, reason, faq_id from message where answers_message = m.id
                               order by answers_revision desc limit 1) a on true
            left join lateral (select vote from verdict where message_id = a.id
                               and participant_id = m.participant_id) v on true
            order by m.id""";
    private static final String TICKETS = """
            select t.message_id, t.opened_at, case when t.state = 'resolved' then t.resolved_at end as ended_at,
                   t.state = 'resolved' and t.resolved_by is not null
                       and (t.first_reply_at is not null
                            or t.resolved_by not in ('customer', 'nobody', 'silence', 'erased')) as by_people,
                   case when s.ticket_id is null then -1 else coalesce(s.score, 0) end as score
            from ticket t left join csat s on s.ticket_id = t.id
            where t.conversation_id = :conversation and t.message_id >= :first
              and t.resolved_by is distinct from 'merged'
            order by t.message_id""";
    private static final String SUM = """
            insert into insight_day (day, channel, figure, count)
            select e.day, e.channel, f.key, sum(f.value::bigint) * :sign from episode e, jsonb_each_text(e.counts) f
            where e.conversation_id = :conversation and e.began_at >= :since group by e.day, e.channel, f.key
            on conflict (day, channel, figure) do update set count = insight_day.count + excluded.count""";

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
        return jdbc.sql(TICKETS).param("conversation", conversation).param("first", first).query((row,
                n) -> new TicketSpan(row.getLong("message_id"), instant(row, "opened_at"), ended(row),
                        row.getBoolean("by_people"), row.getInt("score")))
                .list();
    }

    /** Takes away a conversation's episodes that began since a moment, also from the sums. */
    void remove(long conversation, Instant since) {
        sum(conversation, since, -1);
        jdbc.sql("delete from episode where conversation_id = ? and began_at >= ?").param(conversation)
                .param(Timestamp.from(since)).update();
        jdbc.sql("""
                update episode set settles_at = null
                where conversation_id = ? and began_at < ? and settles_at is not null""").param(conversation)
                .param(Timestamp.from(since)).update();
    }

    /** Adds a conversation's episode; sums do not have it yet. */
    void add(long conversation, Episode episode, LocalDate day) {
        Instant settles = episode.settles();
        jdbc.sql("""
                insert into episode (message_id, conversation_id, channel, began_at, day, outcome, counts, settles_at)
                select :message, id, channel, :began, :day, :outcome, cast(:counts as jsonb), :settles from conversation
                where id = :conversation on conflict (message_id) do nothing""").param("message", episode.message())
                .param("conversation", conversation)
                .param("began", Timestamp.from(episode.began())).param("day", day)
                .param("outcome", episode.outcome().word())
                .param("counts", mapper.writeValueAsString(episode.counts()))
                .param("settles", settles == null ? null : Timestamp.from(settles)).update();
    }

    /** Adds a conversation's episodes that began since a moment to the sums of their days, or takes them away. */
    void sum(long conversation, Instant since, int sign) {
        jdbc.sql(SUM).param("conversation", conversation).param("since", Timestamp.from(since)).param("sign", sign)
                .update();
    }

    private static Turn turn(ResultSet row, int n) throws SQLException {
        String source = row.getString("source");
        return new Turn(row.getLong("id"), row.getLong("participant"), instant(row, "said_at"),
                new Turn.Said(row.getString("command"), row.getBoolean("chosen"), row.getString("words")),
                source == null ? null : new Turn.Given(source, row.getString("reason"), row.getString("faq_id")),
                row.getInt("vote"));
    }

    private static @Nullable Instant ended(ResultSet row) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return ended == null ? null : ended.toInstant();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
