package io.parley.cost;

import io.parley.answering.model.ModelMeter.Purpose;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the model read and wrote, as rows; a row of a day holds also what is set aside for calls under way. */
@Repository
class CostRows {
    private static final String BEGIN = """
            insert into model_usage (day, model, purpose, calls, tokens_in, tokens_out, micros)
            select :day, :model, :purpose, 1, :in, :out, :micros
            from (select coalesce(sum(tokens_in + tokens_out), 0) as tokens, coalesce(sum(micros), 0) as micros
                  from model_usage where day = :day) spent
            where (:maxTokens = 0 or spent.tokens + :in + :out <= :maxTokens)
              and (:maxMicros = 0 or spent.micros + :micros <= :maxMicros)
            on conflict (day, model, purpose) do update set calls = model_usage.calls + 1,
                tokens_in = model_usage.tokens_in + excluded.tokens_in,
                tokens_out = model_usage.tokens_out + excluded.tokens_out,
                micros = model_usage.micros + excluded.micros
            returning 1""";

    private final JdbcClient jdbc;

    CostRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a call takes.
     *
     * @param calls 1 for a call, 0 for a correction of one
     */
    record Amount(long calls, long tokensIn, long tokensOut, long micros) {
        /** What has to be added to the other for this. */
        Amount minus(Amount other) {
            return new Amount(calls - other.calls, tokensIn - other.tokensIn, tokensOut - other.tokensOut,
                    micros - other.micros);
        }
    }

    /** The row of a day in which a call is counted. */
    record Row(LocalDate day, String model, Purpose purpose) {}

    /** Others who set something aside wait until the end of this transaction, so that they see each other's. */
    void takeTurn() {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('model_usage'))").query().singleRow();
    }

    /** Counts a call; false when a limit does not allow it, where 0 is none. */
    boolean begin(Row row, Amount amount, long maxTokens, long maxMicros) {
        return jdbc.sql(BEGIN).param("day", row.day).param("model", row.model).param("purpose", row.purpose.word())
                .param("in", amount.tokensIn).param("out", amount.tokensOut).param("micros", amount.micros)
                .param("maxTokens", maxTokens).param("maxMicros", maxMicros).query(Integer.class).optional()
                .isPresent();
    }

    void add(Row row, Amount amount) {
        jdbc.sql("""
                update model_usage set calls = calls + :calls, tokens_in = tokens_in + :in,
                    tokens_out = tokens_out + :out, micros = micros + :micros
                where day = :day and model = :model and purpose = :purpose""").param("day", row.day)
                .param("model", row.model).param("purpose", row.purpose.word()).param("calls", amount.calls)
                .param("in", amount.tokensIn).param("out", amount.tokensOut).param("micros", amount.micros).update();
    }

    /** The tokens that calls for the purpose of a row took on its day, with those that are set aside for them. */
    long tokens(Row row) {
        return jdbc.sql("""
                select coalesce(sum(tokens_in + tokens_out), 0) from model_usage
                where day = :day and purpose = :purpose""").param("day", row.day).param("purpose", row.purpose.word())
                .query(Long.class).single();
    }

    List<Costs.Spent> days(LocalDate from, LocalDate to) {
        return jdbc.sql("""
                select day, model, purpose, calls, tokens_in, tokens_out, micros from model_usage
                where day between :from and :to order by day, model, purpose""").param("from", from).param("to", to)
                .query((row, n) -> new Costs.Spent(row.getObject("day", LocalDate.class), row.getString("model"),
                        row.getString("purpose"), row.getLong("calls"), row.getLong("tokens_in"),
                        row.getLong("tokens_out"), row.getLong("micros")))
                .list();
    }
}
