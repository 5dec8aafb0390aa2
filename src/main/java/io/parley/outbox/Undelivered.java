package io.parley.outbox;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Messages that did not reach their reader and are not tried again. */
@Repository
public class Undelivered {
    private final JdbcClient jdbc;

    Undelivered(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of some messages those of which a part was given up, with the reason as its service said it. */
    public Map<Long, String> among(Collection<Long> messages) {
        return messages.isEmpty()
                ? Map.of()
                : jdbc.sql("""
                        select message_id, coalesce(max(error), '') from outbox
                        where message_id in (:messages) and part >= 0 and part < :copies and state = 'dead_letter'
                        group by message_id""").param("messages", messages).param("copies", OutboxRows.FIRST_COPY)
                        .query((row, n) -> Map.entry(row.getLong(1), row.getString(2))).list().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
