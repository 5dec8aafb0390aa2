package io.parley.handover;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a customer is left without a person. What an agent has to do within a time counts in office hours.
 *
 * @param callAgainAfter after how long a customer who writes while nobody has taken the ticket has the agents told again;
 *     10 minutes, so that those who write several messages in a row do not
 * @param returnAfter how long an agent may leave a customer without a word before the ticket waits for everybody again; 4
 *     hours, which lunch and meetings fit into
 * @param startWithin how long an agent who was given a ticket has to begin before it waits for everybody again; 10 minutes
 * @param escalateAfter how long a ticket waits within office hours while no agent is at the desk before it is escalated; 15
 *     minutes
 * @param roundRobin whether new tickets are given to the agents who are at the desk, in turn
 * @param giveUpAfter how long a ticket waits for anybody before the bot takes the conversation back; 3 days, which a weekend
 *     fits into
 * @param closeAfter how long after an agent's word, to which the customer says nothing, the ticket is closed; 3 days
 * @param keepReplyKeys how long the keys of replies are known; a day is longer than any caller tries again
 */
@ConfigurationProperties("parley.handover")
record HandoverSettings(@DefaultValue("10m") Duration callAgainAfter, @DefaultValue("4h") Duration returnAfter,
        @DefaultValue("10m") Duration startWithin, @DefaultValue("15m") Duration escalateAfter,
        @DefaultValue("false") boolean roundRobin,
        @DefaultValue("3d") Duration giveUpAfter, @DefaultValue("3d") Duration closeAfter,
        @DefaultValue("1d") Duration keepReplyKeys) {

    private static final Duration MIN = Duration.ofMinutes(1);
    private static final Duration MAX = Duration.ofDays(400);

    HandoverSettings {
        require("call-again-after", callAgainAfter);
        require("return-after", returnAfter);
        require("start-within", startWithin);
        require("escalate-after", escalateAfter);
        require("give-up-after", giveUpAfter);
        require("close-after", closeAfter);
        require("keep-reply-keys", keepReplyKeys);
    }

    private static void require(String name, Duration duration) {
        if (duration.compareTo(MIN) < 0 || duration.compareTo(MAX) > 0) {
            throw new IllegalArgumentException(
                    "parley.handover." + name + " must be a minute or more and at most 400 days, not " + duration);
        }
    }
}
