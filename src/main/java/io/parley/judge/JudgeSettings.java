package io.parley.judge;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many answers are judged.
 *
 * @param perDay how many answers of a day the model judges, where there is one. Default 50; 0 for none.
 * @param perWeek how many answers of a week people are asked to rate. Default 50; 0 for none.
 * @param tokensPerDay how many tokens judging may take in a day. Default 200,000: about four times what 50 answers take; 0 for
 *     none.
 */
@ConfigurationProperties("parley.judge")
record JudgeSettings(@DefaultValue("50") int perDay, @DefaultValue("50") int perWeek,
        @DefaultValue("200000") long tokensPerDay) {
    private static final int MAX = 1_000;

    JudgeSettings {
        if (perDay < 0 || perDay > MAX || perWeek < 0 || perWeek > MAX || tokensPerDay < 0) {
            throw new IllegalArgumentException("parley.judge.per-day and parley.judge.per-week lie between 0 and " + MAX
                    + ", and parley.judge.tokens-per-day is 0 or more.");
        }
    }
}
