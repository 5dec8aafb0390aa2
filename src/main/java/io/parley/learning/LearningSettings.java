package io.parley.learning;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the FAQ learns from people.
 *
 * @param enabled whether votes and agents' words change later answers, default true; when not, votes are still written down
 * @param believeStrangers whether what five strangers say of like questions over a day changes answers without an operator,
 *     default false. It risks that somebody with five addresses, accounts or mail domains turns good answers off and wrong ones
 *     on, at most five questions at a time
 * @param refitAfter so many new verdicts are worth weighing everything anew, default 20; it is looked every ten minutes
 */
@ConfigurationProperties("parley.learning")
record LearningSettings(@DefaultValue("true") boolean enabled,
        @DefaultValue("false") boolean believeStrangers, @DefaultValue("20") int refitAfter) {

    LearningSettings {
        if (refitAfter < 1) {
            throw new IllegalArgumentException("parley.learning.refit-after is at least 1, not " + refitAfter + ".");
        }
    }
}
