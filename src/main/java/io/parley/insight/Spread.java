package io.parley.insight;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long something took, of several.
 *
 * @param n how many there are
 * @param median half of them took no longer
 * @param p90 nine of ten took no longer
 */
public record Spread(long n, Duration median, Duration p90) {
    /** From a customer's first message of a matter to the delivery of the bot's first answer. */
    public static final String FIRST_BOT = "first_bot";
    /** From a ticket's opening to the first word of an agent, and the part of it that lies within office hours. */
    public static final String FIRST_PEOPLE = "first_people";
    static final String FIRST_PEOPLE_OFFICE = "first_people_office";
    /** From the moment at which an agent took a ticket until agents resolved it. */
    static final String HANDLING = "handling";
    /** From a ticket's opening until agents resolved it, without the time in which they waited for the customer. */
    static final String RESOLUTION = "resolution";
    /** The names of what is measured, in the order in which it is shown. */
    public static final List<String> MEASURED = List.of(FIRST_BOT, FIRST_PEOPLE_OFFICE, FIRST_PEOPLE, HANDLING,
            RESOLUTION);
    /** Nothing happened. */
    public static final Spread NONE = new Spread(0, Duration.ZERO, Duration.ZERO);
    /** Stands between a name and a length of time, where it is counted how often something took that long. */
    static final String AT = "@";
    private static final double HALF = 0.5;
    private static final double NINE_OF_TEN = 0.9;

    /** The name under which a time is counted. */
    static String figure(String measured, Duration time) {
        return measured + AT + Ladder.atLeast(time);
    }

    /**
     * Of counts.
     *
     * @param counts how many took how many milliseconds
     */
    static Spread of(Map<Long, Long> counts) {
        TreeMap<Long, Long> sorted = new TreeMap<>(counts);
        long all = sorted.values().stream().mapToLong(count -> count).sum();
        return new Spread(all, within(sorted, HALF * all), within(sorted, NINE_OF_TEN * all));
    }

    private static Duration within(TreeMap<Long, Long> sorted, double wanted) {
        long some = 0;
        for (Map.Entry<Long, Long> step : sorted.entrySet()) {
            some += step.getValue();
            if (some > 0 && some >= wanted) {
                return Duration.ofMillis(step.getKey());
            }
        }
        return Duration.ZERO;
    }

    /** Whether there are too few to say anything by them. */
    public boolean tooFew() {
        return n < Share.MIN_WHOLE;
    }
}
