package io.parley.insight;

/**
 * A share of a whole, with the interval in which it lies with 95 % (Wilson's score interval).
 *
 * @param n how many there are of the share
 * @param of how many there are of the whole
 * @param share from 0 to 1; 0 of nothing
 * @param low the interval's lower end
 * @param high its upper end
 * @param tooFew whether the whole is too small to say anything by it
 */
public record Share(long n, long of, double share, double low, double high, boolean tooFew) {
    /** A share of fewer says nothing. */
    public static final int MIN_WHOLE = 30;
    private static final double Z = 1.959963984540054;

    /** The share of a part of a whole. */
    public static Share of(long part, long whole) {
        if (whole <= 0) {
            return new Share(part, whole, 0, 0, 1, true);
        }
        double share = Math.clamp((double) part / whole, 0, 1);
        double square = Z * Z;
        double middle = share + square / (2 * whole);
        double width = Z * Math.sqrt(share * (1 - share) / whole + square / (4.0 * whole * whole));
        double scale = 1 + square / whole;
        return new Share(part, whole, share, Math.max(0, (middle - width) / scale),
                Math.min(1, (middle + width) / scale), whole < MIN_WHOLE);
    }
}
