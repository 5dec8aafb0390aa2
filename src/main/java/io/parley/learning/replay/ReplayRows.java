package io.parley.learning.replay;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads what customers asked last, what helped them, and questions whose right entry is known. */
@Repository
class ReplayRows {
    /** Among so many of the newest messages of all kinds customers' questions are looked for. */
    private static final int LOOKED_AT = 10_000;
    private static final int MOST_CASES = 2_000;

    private final JdbcClient jdbc;

    ReplayRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A customer's question, with the customer's name where one is known. */
    record Asked(long id, String text, @Nullable String name) {}

    /** An entry that is right for a question, as somebody said. */
    record Right(long message, String entry) {}

    /**
     * A question whose right entry is known for good.
     *
     * @param expected null when no entry answers it
     */
    record Case(String text, @Nullable String expected) {}

    /** The newest of customers' questions, the newest first. */
    List<Asked> asked(Instant since, int most) {
        Optional<Long> newest = jdbc.sql("select id from message order by id desc limit 1").query(Long.class)
                .optional();
        return newest.map(last -> jdbc.sql("""
                select m.id, m.text, p.name from message m left join participant p on p.id = m.participant_id
                where m.id between :first and :last and m.author = 'participant' and m.said_at >= :since
                    and m.command is null and m.chosen_faq is null and m.deleted_at is null and m.text <> ''
                order by m.id desc limit :most""").param("first", last - LOOKED_AT).param("last", last)
                .param("since", Timestamp.from(since)).param("most", most)
                .query((row, n) -> new Asked(row.getLong("id"), row.getString("text"), row.getString("name"))).list())
                .orElse(List.of());
    }

    /** Entries that helped those who asked these messages, or that an agent named for them. */
    List<Right> right(List<Long> messages) {
        return jdbc.sql("""
                select a.answers_message as message, a.faq_id as entry from message a
                join verdict v on v.message_id = a.id
                where a.answers_message = any(:messages) and a.source = 'faq' and a.faq_id is not null and v.vote > 0
                union
                select v.message, l.entry from lesson_vote v join lesson l on l.id = v.lesson
                where v.message = any(:messages) and v.said in ('helpful', 'named')""")
                .param("messages", messages.toArray(Long[]::new))
                .query((row, n) -> new Right(row.getLong("message"), row.getString("entry"))).list();
    }

    /** The newest questions whose right entry is known for good. */
    List<Case> cases() {
        return jdbc.sql("select text, expected from regression_case order by added_at desc, id desc limit ?")
                .param(MOST_CASES).query((row, n) -> new Case(row.getString("text"), row.getString("expected"))).list();
    }
}
