package io.parley.channel.email.thread;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The subjects under which threads began. */
public final class MailSubjects {
    private final JdbcClient jdbc;

    /** The subjects in the database. */
    public MailSubjects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The subject of the first mail that is known of each thread, by thread; without those that say nothing. */
    public Map<String, String> of(Collection<String> threads) {
        return jdbc.sql("""
                select t.thread, i.subject from unnest(:threads) t(thread) cross join lateral
                    (select subject from mail_in where thread = t.thread order by id limit 1) i
                where i.subject <> ''""").param("threads", threads.stream().distinct().toArray(String[]::new))
                .query((row, n) -> Map.entry(row.getString(1), row.getString(2))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
