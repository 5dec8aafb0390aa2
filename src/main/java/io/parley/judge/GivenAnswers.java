package io.parley.judge;

import io.parley.answering.model.AnswerJudge.Given;
import io.parley.answering.model.Transcript;
import io.parley.knowledge.Catalogue;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.search.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads answers that were given, with what was said before them and what they cite. */
@Component
class GivenAnswers {
    private static final int MESSAGES = 6;
    private static final int NEAREST = 3;
    private static final String ANSWER = """
            select q.conversation_id, q.id, q.text as question, a.text as answer, a.faq_id, c.context_starts_after,
                   array_remove(array[p.name, case when p.channel = 'email' then p.external_id end], null) as names,
                   array(select jsonb_array_elements(a.citations) ->> 'title') as cited
            from message a join message q on q.id = a.answers_message join conversation c on c.id = q.conversation_id
            left join participant p on p.id = q.participant_id
            where a.id = ? and a.deleted_at is null and q.deleted_at is null and q.text <> '' and a.text <> ''
              and p.erasing_at is null""";

    private final JdbcClient jdbc;
    private final Knowledge knowledge;
    private final Catalogue catalogue;

    GivenAnswers(JdbcClient jdbc, Knowledge knowledge, Catalogue catalogue) {
        this.jdbc = jdbc;
        this.knowledge = knowledge;
        this.catalogue = catalogue;
    }

    private record Row(long conversation, long question, String asked, String answer, @Nullable String entry,
            long since, List<String> names, List<String> cited) {}

    /** Empty when somebody took a part of it back, or is erased. */
    Optional<Given> find(long message) {
        return row(message).map(row -> new Given(new Transcript(before(row), row.asked, row.names), row.answer,
                cited(row).map(GivenAnswers::passage).distinct().toList()));
    }

    private Optional<Row> row(long message) {
        return jdbc.sql(ANSWER).param(message).query((row, n) -> new Row(row.getLong("conversation_id"),
                row.getLong("id"), row.getString("question"), row.getString("answer"), row.getString("faq_id"),
                row.getLong("context_starts_after"), List.of((String[]) row.getArray("names").getArray()),
                List.of((String[]) row.getArray("cited").getArray()))).optional();
    }

    private List<Transcript.Line> before(Row row) {
        List<Transcript.Line> newest = new ArrayList<>(jdbc.sql("""
                select author, text from message
                where conversation_id = :conversation and id < :question and id > :since and deleted_at is null
                  and text <> ''
                order by id desc limit :most""").param("conversation", row.conversation)
                .param("question", row.question).param("since", row.since).param("most", MESSAGES)
                .query((line, n) -> new Transcript.Line(speaker(line.getString("author")), line.getString("text")))
                .list());
        return newest.reversed();
    }

    private static Transcript.Speaker speaker(String author) {
        return switch (author) {
            case "participant" -> Transcript.Speaker.CUSTOMER;
            case "agent" -> Transcript.Speaker.AGENT;
            default -> Transcript.Speaker.BOT;
        };
    }

    /** A model's citations are stored by their titles. */
    private Stream<FaqEntry> cited(Row row) {
        Stream<FaqEntry> own = row.entry == null
                ? Stream.empty()
                : knowledge.entry(new FaqId(row.entry)).stream();
        return Stream.concat(own, row.cited.stream().flatMap(title -> catalogue.search(title, NEAREST).stream()
                .map(Hit::entry).filter(entry -> entry.question().equals(title)).limit(1)));
    }

    private static String passage(FaqEntry entry) {
        String url = entry.url() == null ? "" : "\nPage: " + entry.url();
        return "Question: " + entry.question() + "\nAnswer: " + Objects.requireNonNullElse(entry.answer(), "") + url;
    }
}
