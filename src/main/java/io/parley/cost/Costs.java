package io.parley.cost;

import io.parley.answering.model.ModelMeter;
import io.parley.cost.CostRows.Amount;
import io.parley.cost.CostRows.Row;
import io.parley.hours.OfficeHours;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts the model's tokens and their price by day, model and purpose, for all instances. What a call may take at most is
 * counted before it, and corrected by what it took: so no crash makes the bill dearer than it is counted, and calls under way at
 * the same moment do not exceed a budget together.
 */
@Component
public class Costs implements ModelMeter {
    private static final Logger log = LoggerFactory.getLogger(Costs.class);

    private final CostRows rows;
    private final CostSettings settings;
    private final OfficeHours hours;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private volatile @Nullable LocalDate refused;

    Costs(CostRows rows, CostSettings settings, OfficeHours hours, InstantSource clock,
            PlatformTransactionManager transactions, @Value("${parley.llm.model:}") String model) {
        if (settings.budget() > 0 && !model.isBlank() && settings.price(model.strip()).isEmpty()) {
            throw new IllegalArgumentException("parley.cost.budget needs the price of " + model.strip()
                    + ": set parley.cost.prices[0].model, .in and .out, or parley.cost.tokens-per-day instead.");
        }
        this.rows = rows;
        this.settings = settings;
        this.hours = hours;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What calls of a model for a purpose took on a day.
     *
     * @param micros millionths of the currency
     */
    public record Spent(LocalDate day, String model, String purpose, long calls, long tokensIn, long tokensOut,
            long micros) {
        /** What it read and wrote. */
        public long tokens() {
            return tokensIn + tokensOut;
        }
    }

    /** What was spent from one day to another, both included, by day, model and purpose. */
    public List<Spent> days(LocalDate from, LocalDate to) {
        return rows.days(from, to);
    }

    /** The currency of prices. */
    public String currency() {
        return settings.currency();
    }

    /** What may be spent in a day, in millionths of the currency; 0 for any. */
    public long budgetMicros() {
        return settings.budgetMicros();
    }

    /** How many tokens may be spent in a day; 0 for any. */
    public long budgetTokens() {
        return settings.tokensPerDay();
    }

    private LocalDate today() {
        return clock.instant().atZone(hours.zone()).toLocalDate();
    }

    /** Where it cannot be counted, it is made only if no limit asks for the count. */
    @Override
    public Optional<Call> begin(Purpose purpose, String model, int tokensIn, int tokensOut, long most) {
        Row row = new Row(today(), model, purpose);
        Amount amount = amount(model, tokensIn, tokensOut);
        try {
            return switch (count(row, amount, most)) {
                case COUNTED -> {
                    refused = null;
                    yield Optional.of(new Counted(row, amount));
                }
                case OVER_BUDGET -> {
                    refused = row.day();
                    yield Optional.empty();
                }
                case OVER_OWN -> Optional.empty();
            };
        } catch (DataAccessException | TransactionException e) {
            log.warn("A call of the model could not be counted: {}", e.getClass().getSimpleName());
            if (settings.isLimited() || most > 0) {
                throw new Uncountable(e);
            }
            return Optional.of(Call.UNCOUNTED);
        }
    }

    /** Whether a call is counted, and what is against it. */
    private enum Room {
        COUNTED, OVER_BUDGET, OVER_OWN
    }

    private Room count(Row row, Amount amount, long most) {
        if (!settings.isLimited() && most == 0) {
            return counted(row, amount);
        }
        return Objects.requireNonNull(transaction.execute(status -> {
            rows.takeTurn();
            boolean isOverOwn = most > 0 && rows.tokens(row) + amount.tokensIn() + amount.tokensOut() > most;
            return isOverOwn ? Room.OVER_OWN : counted(row, amount);
        }));
    }

    private Room counted(Row row, Amount amount) {
        return rows.begin(row, amount, settings.tokensPerDay(), settings.budgetMicros())
                ? Room.COUNTED
                : Room.OVER_BUDGET;
    }

    @Override
    public boolean isSpent() {
        return settings.isLimited() && today().equals(refused);
    }

    private Amount amount(String model, long tokensIn, long tokensOut) {
        return new Amount(1, tokensIn, tokensOut,
                settings.price(model).map(price -> price.micros(tokensIn, tokensOut)).orElse(0L));
    }

    /** A call that is counted with what it may take at most. */
    private final class Counted implements Call {
        private final Row row;
        private final Amount setAside;

        Counted(Row row, Amount setAside) {
            this.row = row;
            this.setAside = setAside;
        }

        @Override
        public void took(int tokensIn, int tokensOut) {
            correct(amount(row.model(), tokensIn, tokensOut));
        }

        @Override
        public void didNotHappen() {
            correct(new Amount(0, 0, 0, 0));
        }

        private void correct(Amount really) {
            try {
                rows.add(row, really.minus(setAside));
            } catch (DataAccessException e) {
                log.warn("What a call of the model took stays counted as what it may take: {}",
                        e.getClass().getSimpleName());
            }
        }
    }
}
