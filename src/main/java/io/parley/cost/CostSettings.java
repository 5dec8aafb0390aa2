package io.parley.cost;

import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the language model costs, and what it may cost in a day of the site's time zone. When a budget is used up, people get
 * what there is without the model.
 *
 * @param budget how much money all calls of a day may cost. Default 0: any, within {@code parley.limits}; another needs the
 *     model's price.
 * @param tokensPerDay how many tokens all calls of a day may read and write. Default 0: any.
 * @param currency the currency of the budget and the prices. Default USD.
 * @param prices what models cost: {@code PARLEY_COST_PRICES_0_MODEL}, with {@code _IN} and {@code _OUT} for a million tokens
 *     that it reads and writes. Default none: prices change, so none ships.
 */
@ConfigurationProperties("parley.cost")
record CostSettings(@DefaultValue("0") double budget, @DefaultValue("0") long tokensPerDay,
        @DefaultValue("USD") String currency, @DefaultValue List<Price> prices) {
    /**
     * What a model costs.
     *
     * @param model its name, as in {@code PARLEY_LLM_MODEL}
     * @param in for a million tokens that it reads
     * @param out for a million tokens that it writes
     */
    record Price(String model, double in, double out) {
        /** Millionths of the currency for so many tokens. */
        long micros(long tokensIn, long tokensOut) {
            return Math.round(tokensIn * in + tokensOut * out);
        }
    }

    CostSettings {
        require(budget >= 0 && Double.isFinite(budget), "budget is 0 or more");
        require(tokensPerDay >= 0, "tokens-per-day is 0 or more");
        prices = List.copyOf(prices);
        require(prices.stream().allMatch(price -> price.in >= 0 && price.out >= 0), "prices are 0 or more");
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException("parley.cost." + rule + ".");
        }
    }

    Optional<Price> price(String model) {
        return prices.stream().filter(price -> price.model.equals(model)).findFirst();
    }

    /** Millionths of the currency. */
    long budgetMicros() {
        return Math.round(budget * 1_000_000);
    }

    boolean isLimited() {
        return budget > 0 || tokensPerDay > 0;
    }
}
