package io.parley.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.answering.model.ModelMeter;
import io.parley.hours.Hours;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What becomes of calls while the database is away. */
class CostsTest {
    @Test
    void aCallThatCannotBeCountedIsMadeOnlyWhereNothingLimitsIt() {
        assertThat(begin(0, 0)).containsSame(ModelMeter.Call.UNCOUNTED);
        assertThatExceptionOfType(ModelMeter.Uncountable.class).as("a day's tokens")
                .isThrownBy(() -> begin(1_000_000, 0));
        assertThatExceptionOfType(ModelMeter.Uncountable.class).as("a purpose's tokens")
                .isThrownBy(() -> begin(0, 1_000_000));
    }

    private static Optional<ModelMeter.Call> begin(long tokensPerDay, long most) {
        PGSimpleDataSource away = new PGSimpleDataSource();
        away.setURL("jdbc:postgresql://127.0.0.1:1/away");
        return new Costs(new CostRows(JdbcClient.create(away)), new CostSettings(0, tokensPerDay, "USD", List.of()),
                Hours.of("", "", "UTC"), InstantSource.system(), new JdbcTransactionManager(away), "")
                .begin(ModelMeter.Purpose.ANSWER, "fake-model", 100, 100, most);
    }
}
