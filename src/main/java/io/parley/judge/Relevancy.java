package io.parley.judge;

import io.parley.answering.model.AnswerJudge;
import io.parley.answering.model.Relevance;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How well answers fitted, by each of the three sources, which are never put together. */
@Component
public class Relevancy {
    private static final Map<String, Relevance> NEXT = Map.of("next_relevant", Relevance.RELEVANT, "next_partly",
            Relevance.PARTLY_RELEVANT, "next_non", Relevance.NON_RELEVANT);

    private final JdbcClient jdbc;
    private final AnswerJudge judge;

    Relevancy(JdbcClient jdbc, AnswerJudge judge) {
        this.jdbc = jdbc;
        this.judge = judge;
    }

    /** From where labels are. */
    public enum Source {
        /** A language model. */
        MODEL,
        /** People at the desk. */
        PEOPLE,
        /** What happened next. */
        NEXT
    }

    /**
     * Labels from one source.
     *
     * @param labelled how many answers have one
     * @param effective as many answers of equal weight say as much (Kish's effective sample size)
     * @param weights for how many answers each label stands
     */
    public record Labels(Source source, long labelled, double effective, Map<Relevance, Double> weights) {
        public Labels {
            weights = Map.copyOf(weights);
        }

        /** A label's share of all, from 0 to 1; 0 of nothing. */
        public double share(Relevance label) {
            double all = weights.values().stream().mapToDouble(weight -> weight).sum();
            return all == 0 ? 0 : weights.getOrDefault(label, 0.0) / all;
        }
    }

    /** Whether a model is there to judge. */
    public boolean hasModel() {
        return judge.isConfigured();
    }

    /** The labels of answers that were sampled, or of matters that began, from one day to another, both included. */
    public List<Labels> between(LocalDate from, LocalDate to) {
        List<Labels> all = new ArrayList<>(List.of(sampled(Source.MODEL, Judge.MODEL, judge.version(), from, to),
                sampled(Source.PEOPLE, Judge.PEOPLE, "", from, to)));
        Map<Relevance, Double> next = new EnumMap<>(Relevance.class);
        jdbc.sql("""
                select figure, sum(count) as count from insight_day where day between :from and :to
                    and figure in ('next_relevant', 'next_partly', 'next_non') group by figure""").param("from", from)
                .param("to", to)
                .query((row, n) -> next.put(NEXT.getOrDefault(row.getString("figure"), Relevance.RELEVANT),
                        row.getDouble("count")))
                .list();
        double counted = next.values().stream().mapToDouble(count -> count).sum();
        all.add(new Labels(Source.NEXT, Math.round(counted), counted, next));
        return all;
    }

    private Labels sampled(Source source, Judge who, String version, LocalDate from, LocalDate to) {
        record Row(String label, double weight, double squares, long count) {}
        List<Row> rows = jdbc.sql("""
                select label, sum(weight) as weight, sum(weight * weight) as squares, count(*) as count
                from judgement
                where sampled_on between :from and :to and judge = :judge and version = :version and label is not null
                group by label""").param("from", from).param("to", to).param("judge", who.word())
                .param("version", version)
                .query((row, n) -> new Row(row.getString("label"), row.getDouble("weight"),
                        row.getDouble("squares"), row.getLong("count")))
                .list();
        double weight = rows.stream().mapToDouble(Row::weight).sum();
        double squares = rows.stream().mapToDouble(Row::squares).sum();
        return new Labels(source, rows.stream().mapToLong(Row::count).sum(),
                squares == 0 ? 0 : weight * weight / squares,
                rows.stream().collect(Collectors.toMap(row -> Relevance.valueOf(row.label), Row::weight)));
    }

    /** How far the model, with today's prompt, agrees with people, by all answers that both judged since a day. */
    public Kappa agreement(LocalDate since) {
        List<Relevance> labels = List.of(Relevance.values());
        long[][] table = new long[labels.size()][labels.size()];
        jdbc.sql("""
                select m.label as model, p.label as people, count(*) as count
                from judgement p join judgement m on m.message_id = p.message_id and m.judge = 'model'
                where p.sampled_on >= :since and p.judge = 'people' and p.label is not null and m.version = :version
                  and m.label is not null
                group by 1, 2""").param("since", since).param("version", judge.version())
                .query((RowCallbackHandler) row -> {
                    int model = labels.indexOf(Relevance.valueOf(row.getString("model")));
                    table[model][labels.indexOf(Relevance.valueOf(row.getString("people")))] = row.getLong("count");
                });
        return Kappa.of(table);
    }
}
