package io.parley.handover;

import io.parley.conversation.CustomersWords;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what customers want to know who last only wished for a person, greeted or thanked: the question before. */
@Component
class TicketQuestions {
    /** Of a ticket t and the message q that led to it: what was said until then, and since. */
    static final String BEFORE = "conversation_id = q.conversation_id and id <= q.id";
    static final String SINCE = "conversation_id = t.conversation_id and id > t.message_id";
    /** Among so many messages the customer's words are looked for. */
    private static final int NEAR = 50;
    /** Among so many of these a question is looked for. */
    private static final int LOOKED_AT = 5;
    private static final String SAID = """
            select t.id, array(%s) as before, array(%s) as since
            from ticket t left join message q on q.id = t.message_id where t.id = any(:ids)"""
            .formatted(words(BEFORE, LOOKED_AT), words(SINCE, LOOKED_AT));

    private final JdbcClient jdbc;
    private final CustomersWords words;

    TicketQuestions(JdbcClient jdbc, CustomersWords words) {
        this.jdbc = jdbc;
        this.words = words;
    }

    /** Statements of what a customer said last that has words of their own, the last first. */
    static String words(String where, int most) {
        return """
                select concat_ws(E'\\n', nullif(s.text, ''), '[' || s.attachments || ']') from (
                     select * from message where %s order by id desc limit %d) s
                where s.author = 'participant' and (s.text <> '' or s.attachments is not null)
                  and coalesce(s.command, '') not in ('none_of_these', 'not_helped') and s.chosen_faq is null
                order by s.id desc limit %d""".formatted(where, NEAR, most);
    }

    /** Tickets with their questions, in their order. */
    List<Ticket> on(List<Ticket> tickets) {
        Long[] unclear = tickets.stream().filter(one -> asksNothing(one.question()) || asksNothing(one.asks()))
                .map(Ticket::id).toArray(Long[]::new);
        if (unclear.length == 0) {
            return tickets;
        }
        Map<Long, Said> said = jdbc.sql(SAID).param("ids", unclear)
                .query((row, n) -> Map.entry(row.getLong("id"), new Said(all(row, "before"), all(row, "since"))))
                .list().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return tickets.stream().map(one -> asking(one, said.get(one.id()))).toList();
    }

    /** What a customer said until a ticket was opened, and since, the last first. */
    private record Said(List<String> before, List<String> since) {}

    private boolean asksNothing(@Nullable String text) {
        return text != null && words.question(List.of(text)).isEmpty();
    }

    private Ticket asking(Ticket ticket, @Nullable Said said) {
        if (said == null) {
            return ticket;
        }
        String question = words.question(said.before()).orElse(ticket.question());
        return ticket.asking(question,
                words.question(said.since()).orElse(question == null ? ticket.asks() : question));
    }

    private static List<String> all(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
