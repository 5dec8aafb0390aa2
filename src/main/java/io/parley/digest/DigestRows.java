package io.parley.digest;

import io.parley.channel.Language;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Agents who want the digest, and the week of which they were told last, as rows. */
@Repository
class DigestRows {
    /** From here on it is only known that there are this many. */
    static final int MAX_COUNTED = 10_000;
    private static final int MOST_TOLD = 500;

    private final JdbcClient jdbc;

    DigestRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Somebody who wants the digest.
     *
     * @param email null when none is known
     */
    record Reader(long agent, Way way, @Nullable String email, Language language) {}

    Way way(long agent) {
        return jdbc.sql("select digest from agent where id = ? and digest is not null").param(agent)
                .query(String.class).optional().flatMap(Way::named).orElse(Way.NONE);
    }

    /** Sets how an agent wants it. An agent who did not want it until now counts as told of the last week. */
    void choose(long agent, Way way, Language language, Week last) {
        jdbc.sql("""
                update agent set digest_told = case when digest is null then :told else digest_told end,
                    digest = :way, digest_language = :language where id = :agent""").param("told", last.told())
                .param("way", way == Way.NONE ? null : way.word()).param("language", language.tag())
                .param("agent", agent).update();
    }

    boolean hasMail(long agent) {
        return jdbc.sql("select email is not null from agent where id = ?").param(agent).query(Boolean.class)
                .optional().orElse(false);
    }

    /** Operators and administrators who want it and were not told of the week. */
    List<Reader> due(Week week) {
        return jdbc.sql("""
                select id, digest, email, digest_language from agent
                where digest is not null and digest_told < ? and role in ('operator', 'administrator')
                    and locked_at is null order by id limit ?""").param(week.told()).param(MOST_TOLD)
                .query((row, n) -> new Reader(row.getLong("id"), Way.named(row.getString("digest")).orElseThrow(),
                        row.getString("email"),
                        Language.of(row.getString("digest_language")).orElse(Language.EN)))
                .list();
    }

    /** Counts these as told of the week; false when they counted so already. Others who do the same wait until the end of the transaction. */
    boolean tell(List<Reader> readers, Week week) {
        return jdbc.sql("update agent set digest_told = :told where id = any(:agents) and digest_told < :told")
                .param("told", week.told()).param("agents", readers.stream().map(Reader::agent).toArray(Long[]::new))
                .update() > 0;
    }

    /** Events and deliveries that were given up, of each at most 10,000. The conditions are those of indexes. */
    long deadLetters() {
        return jdbc.sql("""
                select (select count(*) from (select from inbox where state = 'dead_letter' limit :most) s)
                    + (select count(*) from (select from outbox where state = 'dead_letter' limit :most) s)""")
                .param("most", MAX_COUNTED).query(Long.class).single();
    }
}
