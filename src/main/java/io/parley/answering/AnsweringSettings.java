package io.parley.answering;

import io.parley.answering.model.AnswerRules;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the bot answers, besides the thresholds of its confidence.
 *
 * @param texts         where the bot's own words are. Default: the file that ships.
 * @param phrases       where the words are that people use for what needs no search. Default: the file that ships.
 * @param prompts       the folder of the model's prompts, with a slash at its end. Default: the folder that ships.
 * @param nearest       when an answer cannot be written, entries of at least this confidence are offered instead.
 *                      Default 0.1: less than choices need otherwise, for nothing better is there.
 * @param choices       how many entries are shown to choose from, 2 to 3. Default 3: more is not read in a chat.
 * @param entries       how many entries the model is given, 1 to 10. Default 5: the meant one is among the first five
 *                      nearly always, and more make a model slower and less sure.
 * @param messages      how many earlier messages the model is given, 0 to 20. Default 6: three questions with their answers.
 * @param longestAnswer how many characters a model's answer may have, 100 to 4,000. Default 1,500: about what is read in a chat; a
 *                      longer one is not sent.
 * @param timeLimit     after which the customer gets something, whatever is still under way; at most 20 seconds. Default
 *                      18 seconds.
 * @param citesEach     whether each sentence of a model's answer has to cite for itself. Default true; otherwise one without a
 *                      citation is checked against what the next one in the answer cites, for models that cite once a paragraph.
 * @param links         addresses that a model's answer may hold although no entry does. Default none.
 */
@ConfigurationProperties("parley.answering")
record AnsweringSettings(@DefaultValue("classpath:channels/texts.yaml") String texts,
        @DefaultValue("classpath:channels/phrases.yaml") String phrases,
        @DefaultValue("classpath:prompts/") String prompts, @DefaultValue("0.1") double nearest,
        @DefaultValue("3") int choices, @DefaultValue("5") int entries, @DefaultValue("6") int messages,
        @DefaultValue("1500") int longestAnswer, @DefaultValue("18s") Duration timeLimit,
        @DefaultValue("true") boolean citesEach, @DefaultValue List<String> links) {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    AnsweringSettings {
        require(nearest >= 0 && nearest <= 1, "nearest lies between 0 and 1");
        require(choices >= 2 && choices <= 3, "choices is 2 or 3");
        require(entries >= 1 && entries <= 10, "entries lies between 1 and 10");
        require(messages >= 0 && messages <= 20, "messages lies between 0 and 20");
        require(longestAnswer >= 100 && longestAnswer <= 4_000, "longest-answer lies between 100 and 4000 characters");
        require(timeLimit.isPositive() && timeLimit.compareTo(LONGEST_WAIT) <= 0,
                "time-limit is positive and at most 20s");
        require(prompts.endsWith("/"), "prompts names a folder and ends with a slash");
        links = List.copyOf(links);
    }

    /** The bounds of what the model reads and writes. */
    AnswerRules rules() {
        return new AnswerRules(messages, longestAnswer, citesEach);
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException("parley.answering." + rule + ".");
        }
    }
}
