package io.parley.correction;

import io.parley.correction.Correction.Progress;
import io.parley.knowledge.faq.EntryCorrected;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Corrections as rows. */
@Repository
class CorrectionRows {
    private static final String SELECT = """
            select c.id, c.entry, e.question, c.revision, c.made_by, c.made_at, c.text, s.due, s.sent, s.unreached,
                case when e.state = 'published' then concat_ws(e'\\n', e.answer, e.url) else '' end as answer,
                coalesce(v.snapshot ->> 'answer', '') as former
            from correction c join faq_entry e on e.id = c.entry
            left join entry_version v on v.entry = c.entry and v.revision = c.revision - 1
            cross join lateral (select count(*) filter (where state = 'due') as due,
                    count(*) filter (where state = 'sent') as sent,
                    count(*) filter (where state = 'unreached') as unreached
                from correction_sent where correction = c.id) s
            where\s""";

    private final JdbcClient jdbc;

    CorrectionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(EntryCorrected entry, Instant at) {
        jdbc.sql("""
                insert into correction (entry, revision, wrong, since, made_by, made_at) values (?, ?, ?, ?, ?, ?)
                on conflict (entry, revision) do nothing""").param(entry.entry().value()).param(entry.revision())
                .param(entry.wrong().toArray(Integer[]::new)).param(Timestamp.from(entry.since())).param(entry.by())
                .param(Timestamp.from(at)).update();
    }

    /** The newest before one. */
    List<Correction> before(long id, int most) {
        return jdbc.sql(SELECT + "c.id < ? order by c.id desc limit ?").param(id).param(most)
                .query(CorrectionRows::correction).list();
    }

    Optional<Correction> find(long id) {
        return jdbc.sql(SELECT + "c.id = ?").param(id).query(CorrectionRows::correction).optional();
    }

    /** The newest of an entry. */
    Optional<Long> newestOf(String entry) {
        return jdbc.sql("select id from correction where entry = ? order by revision desc limit 1").param(entry)
                .query(Long.class).optional();
    }

    /** What customers are told of an entry; empty as long as nobody sent it. */
    record Told(String question, String text) {}

    Optional<Told> told(long id) {
        return jdbc.sql("""
                select e.question, c.text from correction c join faq_entry e on e.id = c.entry
                where c.id = ? and c.text is not null""").param(id)
                .query((row, n) -> new Told(row.getString(1), row.getString(2))).optional();
    }

    /** Others who send it wait until the transaction ends. */
    void lock(long id) {
        jdbc.sql("select id from correction where id = ? for update").param(id).query(Long.class).optional();
    }

    /** Sets what customers are told. */
    void setText(long id, String text, @Nullable String by, Instant at) {
        jdbc.sql("update correction set text = ?, sent_by = ?, sent_at = ? where id = ?").param(text).param(by)
                .param(Timestamp.from(at)).param(id).update();
    }

    private static Correction correction(ResultSet row, int n) throws SQLException {
        return new Correction(row.getLong("id"), row.getString("entry"), row.getString("question"),
                row.getString("answer"), row.getString("former"), row.getInt("revision"), row.getString("made_by"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(), row.getString("text"),
                new Progress(row.getInt("due"), row.getInt("sent"), row.getInt("unreached")));
    }
}
