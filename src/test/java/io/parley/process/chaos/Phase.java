package io.parley.process.chaos;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A stretch of time in which something went wrong, and the time after it; all times are this process's own, in nanoseconds.
 *
 * @param fault what went wrong
 * @param from when it began
 * @param back when it was over
 * @param to when the time after it was over
 */
record Phase(String fault, long from, long back, long to) {
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long STRETCH = TimeUnit.SECONDS.toNanos(3);
    private static final double NORMAL_SECONDS = 1;

    private List<Asked> asked(Collection<Asked> all) {
        return all.stream().filter(one -> one.isWithin(from, to)).toList();
    }

    long lost(Collection<Asked> all) {
        return asked(all).stream().filter(one -> !one.isAnswered()).count();
    }

    /** Of what was asked while something was wrong: the time within which 95 of 100 were answered, in seconds. */
    Map<String, Double> p95(Collection<Asked> all) {
        Map<String, Double> times = new TreeMap<>();
        all.stream().filter(one -> one.isWithin(from, back))
                .collect(Collectors.groupingBy(Asked::channel, Collectors.mapping(Asked::seconds, Collectors.toList())))
                .forEach((channel, seconds) -> times.put(channel, percentile(seconds)));
        return times;
    }

    private static double percentile(List<Double> seconds) {
        List<Double> sorted = seconds.stream().sorted().toList();
        return sorted.get((int) Math.ceil(0.95 * sorted.size()) - 1);
    }

    /** For each channel, after how many seconds from its end on whatever is asked within three seconds is answered within one. */
    Map<String, Double> secondsUntilNormal(Collection<Asked> all) {
        Map<String, Double> times = new TreeMap<>();
        asked(all).stream().collect(Collectors.groupingBy(Asked::channel))
                .forEach((channel, asked) -> times.put(channel, untilNormal(asked)));
        return times;
    }

    private double untilNormal(List<Asked> asked) {
        for (long start = back; start + STRETCH <= to; start += STEP) {
            long begin = start;
            boolean isNormal = asked.stream().filter(one -> one.isWithin(begin, begin + STRETCH))
                    .allMatch(one -> one.seconds() <= NORMAL_SECONDS);
            if (isNormal) {
                return (start - back) / 1e9;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    String report(Collection<Asked> all) {
        return String.format(Locale.ROOT,
                "%-26s %5d asked, %d lost; p95 during it, in s: %s; normal after it, in s: %s",
                fault, asked(all).size(), lost(all), listed(p95(all)), listed(secondsUntilNormal(all)));
    }

    private static String listed(Map<String, Double> times) {
        return times.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %.2f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
