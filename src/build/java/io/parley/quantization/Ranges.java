package io.parley.quantization;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How far the numbers reach that go into a layer's products, as seen on real texts. A few channels reach much further than
 * all others, so these are divided before they are rounded to 8 bits, and the weights that meet them are multiplied instead.
 *
 * @see <a href="https://arxiv.org/abs/2211.10438">SmoothQuant, Xiao et al., section 4</a>
 */
public final class Ranges {

    /** Where numbers go into products, layer by layer, in the order of the forward pass. */
    public enum Point {
        /** Into queries, keys and values. */
        ATTENTION,
        /** Out of the attention's heads. */
        CONTEXT,
        /** Into the wide part of a layer. */
        INTERMEDIATE,
        /** Out of it. */
        OUTPUT
    }

    /** A channel may reach this many times as far as the median one; one that reaches further is divided. */
    private static final double FURTHEST = 2;
    /** What is left for texts that reach a little further than those seen. */
    private static final double ROOM = 1.02;
    /**
     * What one point's numbers are rounded to.
     *
     * @param low      the least number, after dividing; 0 or less
     * @param high     the greatest one; 0 or more
     * @param divisors by channel, for those that are divided by more than 1
     */
    record Range(double low, double high, Map<Integer, Double> divisors) {

        double[] divisors(int channels) {
            double[] all = new double[channels];
            Arrays.fill(all, 1);
            divisors.forEach((channel, divisor) -> all[channel] = divisor);
            return all;
        }
    }

    private final Map<String, Range> ranges;

    private Ranges(Map<String, Range> ranges) {
        this.ranges = ranges;
    }

    /** The ranges in a file. */
    static Ranges in(Path file) throws IOException {
        Map<String, Range> ranges = new HashMap<>();
        Files.readString(file).lines().filter(line -> !line.startsWith("#"))
                .forEach(line -> read(line.split(" ", -1), ranges));
        return new Ranges(ranges);
    }

    private static void read(String[] cells, Map<String, Range> into) {
        Map<Integer, Double> divisors = new HashMap<>();
        for (int i = 3; i < cells.length; i++) {
            int slash = cells[i].indexOf('/');
            divisors.put(Integer.valueOf(cells[i].substring(0, slash)), Double.valueOf(cells[i].substring(slash + 1)));
        }
        into.put(cells[0], new Range(Double.parseDouble(cells[1]), Double.parseDouble(cells[2]), divisors));
    }

    Range at(int layer, Point point) {
        Range range = ranges.get(name(layer, point));
        if (range == null) {
            throw new IllegalStateException("The ranges have no line for " + name(layer, point) + ".");
        }
        return range;
    }

    private static String name(int layer, Point point) {
        return layer + "." + point.name().toLowerCase(Locale.ROOT);
    }

    /**
     * A line of the file.
     *
     * @param lowest  the least number seen in each channel
     * @param highest the greatest one
     */
    public static String line(int layer, Point point, float[] lowest, float[] highest) {
        double most = FURTHEST * median(lowest, highest);
        double low = 0;
        double high = 0;
        List<String> divisors = new ArrayList<>();
        for (int channel = 0; channel < lowest.length; channel++) {
            double divisor = Math.max(1, reach(lowest, highest, channel) / most);
            low = Math.min(low, lowest[channel] / divisor);
            high = Math.max(high, highest[channel] / divisor);
            if (divisor > 1) {
                divisors.add(String.format(Locale.ROOT, " %d/%.4f", channel, divisor));
            }
        }
        return String.format(Locale.ROOT, "%s %.4f %.4f%s", name(layer, point), low * ROOM, high * ROOM,
                String.join("", divisors));
    }

    private static double median(float[] lowest, float[] highest) {
        double[] reaches = new double[lowest.length];
        Arrays.setAll(reaches, channel -> reach(lowest, highest, channel));
        Arrays.sort(reaches);
        return reaches[reaches.length / 2];
    }

    private static double reach(float[] lowest, float[] highest, int channel) {
        return Math.max(-lowest[channel], highest[channel]);
    }
}
