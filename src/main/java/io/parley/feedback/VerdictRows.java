package io.parley.feedback;

import io.parley.channel.Person;
import io.parley.channel.Vote;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Verdicts and reactions as rows. */
@Repository
class VerdictRows {
    private final JdbcClient jdbc;

    VerdictRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A vote that stands, and the word for how it was given. */
    record Current(int vote, String via) {}

    /** The person's current vote on an answer, locked until the transaction ends. */
    Optional<Current> current(long messageId, long participant) {
        return jdbc.sql("select vote, via from verdict where message_id = ? and participant_id = ? for update")
                .param(messageId)
                .param(participant).query((row, n) -> new Current(row.getInt(1), row.getString(2))).optional();
    }

    /** Makes a vote the person's current one and keeps it in the history. */
    void set(long messageId, long participant, Vote vote, String via, @Nullable String comment, Instant at) {
        jdbc.sql("""
                with now_current as (
                    insert into verdict (message_id, participant_id, vote, via, comment, changed_at)
                    values (:message, :participant, :vote, :via, :comment, :at)
                    on conflict (message_id, participant_id) do update set vote = excluded.vote, via = excluded.via,
                        comment = coalesce(excluded.comment, verdict.comment), changed_at = excluded.changed_at)
                insert into verdict_history (message_id, participant_id, vote, via, comment, changed_at)
                values (:message, :participant, :vote, :via, :comment, :at)""").param("message", messageId)
                .param("participant", participant).param("vote", vote.number()).param("via", via)
                .param("comment", comment).param("at", Timestamp.from(at)).update();
    }

    /** A person's votes on those of the answers that they voted on. */
    Map<Long, Integer> votes(Person person, Collection<Long> answers) {
        return jdbc.sql("""
                select v.message_id, v.vote from verdict v join participant p on p.id = v.participant_id
                where p.channel = ? and p.external_id = ? and v.message_id = any(?)""").param(person.channel().value())
                .param(person.id()).param(answers.toArray(Long[]::new))
                .query((row, n) -> Map.entry(row.getLong(1), row.getInt(2))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The sums of the votes on those of the answers that anybody voted on. */
    Map<Long, Integer> sums(Collection<Long> answers) {
        return jdbc
                .sql("""
                        select message_id, sum(vote) from verdict where message_id = any(?) and vote <> 0 group by message_id""")
                .param(answers.toArray(Long[]::new)).query((row, n) -> Map.entry(row.getLong(1), row.getInt(2))).list()
                .stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void addReaction(long messageId, long participant, String emoji, Instant at) {
        jdbc.sql("""
                insert into reaction (message_id, participant_id, emoji, added_at) values (?, ?, ?, ?)
                on conflict do nothing""").param(messageId).param(participant).param(emoji).param(Timestamp.from(at))
                .update();
    }

    void removeReaction(long messageId, long participant, String emoji) {
        jdbc.sql("delete from reaction where message_id = ? and participant_id = ? and emoji = ?").param(messageId)
                .param(participant).param(emoji).update();
    }

    /** The person's reactions that stand on an answer, the newest first. */
    List<String> reactions(long messageId, long participant) {
        return jdbc.sql("""
                select emoji from reaction where message_id = ? and participant_id = ? order by added_at desc, emoji""")
                .param(messageId).param(participant).query(String.class).list();
    }
}
