package io.parley.conversation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits on tickets and model calls, within an hour of the clock or, where stated, within a day of it.
 *
 * @param tickets how many tickets may be opened in all within an hour. Default 500: more than agents can read.
 * @param ticketsPerAddress how many of them one person may open, and on the web one address. Default 20: enough for an office
 *     behind one address, and somebody who plays with the bot fills no list.
 * @param modelCalls how many questions the model is asked in all within an hour. Default 2,000: some dollars with the dearest
 *     models.
 * @param modelCallsPerAddress how many of them are one person's, and on the web one address's. Default 60.
 * @param modelCallsPerSession how many questions of one person, and on the web of one session, the model is asked within a
 *     day. Default 30: more than anybody asks who wants an answer.
 * @param modelCallsPerDay how many it is asked in all within a day. Default 10,000: a day's bill is bounded, too.
 */
@ConfigurationProperties("parley.limits")
record LimitSettings(@DefaultValue("20") int ticketsPerAddress, @DefaultValue("500") int tickets,
        @DefaultValue("60") int modelCallsPerAddress, @DefaultValue("2000") int modelCalls,
        @DefaultValue("30") int modelCallsPerSession, @DefaultValue("10000") int modelCallsPerDay) {

    LimitSettings {
        require("tickets-per-address", ticketsPerAddress);
        require("tickets", tickets);
        require("model-calls-per-address", modelCallsPerAddress);
        require("model-calls", modelCalls);
        require("model-calls-per-session", modelCallsPerSession);
        require("model-calls-per-day", modelCallsPerDay);
    }

    private static void require(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException("parley.limits." + name + " must be 0 or more, not " + value);
        }
    }
}
