package io.parley.care;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reviews of entries that are due, and who is told of them, as rows. */
@Repository
class ReviewRows {
    private static final int MOST_TOLD = 20;

    /** The mail address of an entry's owner. */
    private static final String MAIL = """
            (select a.email from agent a where lower(e.owner) in (lower(a.login), lower(a.name))
                and a.email is not null and a.locked_at is null order by a.id limit 1)""";

    private final JdbcClient jdbc;

    ReviewRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A review that is due.
     *
     * @param mail the mail address of the entry's owner; null when they are no agent, or have none
     */
    record Due(String entry, String question, LocalDate day, @Nullable String mail) {}

    /** Somebody who reads of entries whose owner has no mail address. */
    private static final String OPERATOR = """
            a.role in ('operator', 'administrator') and a.email is not null and a.locked_at is null""";

    /** Those of which nobody was told and somebody can be; others who tell of them wait until the end of the transaction. */
    List<Due> due(LocalDate today, int most) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('faq_review_told'))").query().singleRow();
        return jdbc.sql("""
                select e.id, e.question, e.review_by, %s as mail
                from faq_entry e left join faq_review_told t on t.entry = e.id
                where e.state = 'published' and e.review_by <= ? and t.review_by is distinct from e.review_by
                    and (exists (select from agent a where %s) or %s is not null)
                order by e.review_by, e.id limit ?""".formatted(MAIL, OPERATOR, MAIL)).param(today).param(most)
                .query((row, n) -> new Due(row.getString(1), row.getString(2), row.getObject(3, LocalDate.class),
                        row.getString(4)))
                .list();
    }

    /** An entry and the mail address of its owner; null when they are no agent, or have none. */
    record Owned(String question, @Nullable String mail) {}

    Optional<Owned> owned(String entry) {
        return jdbc.sql("select e.question, " + MAIL + " as mail from faq_entry e where e.id = ?").param(entry)
                .query((row, n) -> new Owned(row.getString(1), row.getString(2))).optional();
    }

    /** Who is told of an entry whose owner has a mail address, or has none. */
    List<String> readers(@Nullable String owner) {
        return owner == null ? operators() : List.of(owner);
    }

    void told(Due due) {
        jdbc.sql("""
                insert into faq_review_told (entry, review_by) values (?, ?)
                on conflict (entry) do update set review_by = excluded.review_by""").param(due.entry())
                .param(due.day()).update();
    }

    /** The mail addresses of operators and administrators. */
    private List<String> operators() {
        return jdbc.sql("select a.email from agent a where %s order by a.id limit ?".formatted(OPERATOR))
                .param(MOST_TOLD).query(String.class).list();
    }
}
