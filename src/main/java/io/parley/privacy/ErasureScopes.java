package io.parley.privacy;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds what is a person's. */
@Repository
class ErasureScopes {
    private static final String WROTE_IN = """
            select c.id from conversation c
            where c.id in (select conversation_id from message where participant_id = :person) order by c.id""";
    private static final String ALONE_IN = """
            select c from unnest(:conversations::bigint[]) c where not exists (
                select from message m where m.conversation_id = c and m.participant_id <> :person)""";
    private static final String MESSAGES = """
            select id from message where participant_id = :person
            union select a.id from message q join message a on a.answers_message = q.id where q.participant_id = :person
            union select m.id from message m where m.conversation_id = any(:alone)
            union select m.id from ticket t join message m on m.conversation_id = t.conversation_id
                and m.author = 'agent' and m.said_at between t.opened_at and coalesce(t.resolved_at, 'infinity')
            where t.participant_id = :person
            order by 1""";
    private static final String TICKETS = """
            select id from ticket where participant_id = :person
            union select id from ticket where conversation_id = any(:alone) order by 1""";

    private final JdbcClient jdbc;

    ErasureScopes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All that is a person's; their conversations are locked until the transaction ends. */
    ErasureScope lock(long person) {
        return find(person, WROTE_IN + " for update");
    }

    /** The same without a lock, for a look. */
    ErasureScope find(long person) {
        return find(person, WROTE_IN);
    }

    private ErasureScope find(long person, String wroteIn) {
        List<Long> conversations = jdbc.sql(wroteIn).param("person", person).query(Long.class).list();
        List<Long> alone = jdbc.sql(ALONE_IN).param("conversations", conversations.toArray(Long[]::new))
                .param("person", person).query(Long.class).list();
        return new ErasureScope(person, conversations, alone, ids(MESSAGES, person, alone),
                ids(TICKETS, person, alone));
    }

    private List<Long> ids(String sql, long person, List<Long> alone) {
        return jdbc.sql(sql).param("person", person).param("alone", alone.toArray(Long[]::new)).query(Long.class)
                .list();
    }
}
