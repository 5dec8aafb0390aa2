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
        return of(part, whole, (double) part / whole, (double) whole);
    }

    /**
     * A share that is estimated by a sample whose members stand for different numbers.
     *
     * @param share the estimate
     * @param sampled how many the sample has
     * @param size as many members of equal weight say as much (Kish's effective sample size)
     */
    public static Share estimated(double share, long sampled, double size) {
        return of(Math.round(share * sampled), sampled, share, size);
    }

    private static Share of(long part, long whole, double exact, double size) {
        if (whole <= 0 || size <= 0) {
            return new Share(part, whole, 0, 0, 1, true);
        }
        double share = Math.clamp(exact, 0, 1);
        double square = Z * Z;
        double middle = share + square / (2 * size);
        double width = Z * Math.sqrt(share * (1 - share) / size + square / (4 * size * size));
        double scale = 1 + square / size;
        return new Share(part, whole, share, Math.max(0, (middle - width) / scale),
                Math.min(1, (middle + width) / scale), whole < MIN_WHOLE);
    }
}
