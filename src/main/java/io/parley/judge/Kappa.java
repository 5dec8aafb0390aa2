package io.parley.judge;

/**
 * How far two judges agree beyond chance (Cohen's kappa).
 *
 * @param common how many answers both judged
 * @param value 1 for always, 0 for as often as by chance; 0 of nothing
 */
public record Kappa(long common, double value) {
    /** Fewer say nothing. */
    public static final int MIN_COMMON = 50;
    /** Less is not enough to trust one by the other. */
    public static final double MIN_VALUE = 0.6;

    /** The agreement of two judges, by the number of answers to which they gave each pair of labels. */
    static Kappa of(long[][] table) {
        int labels = table.length;
        long all = 0;
        long alike = 0;
        long[] rows = new long[labels];
        long[] columns = new long[labels];
        for (int i = 0; i < labels; i++) {
            alike += table[i][i];
            for (int j = 0; j < labels; j++) {
                all += table[i][j];
                rows[i] += table[i][j];
                columns[j] += table[i][j];
            }
        }
        double chance = 0;
        for (int i = 0; i < labels; i++) {
            chance += all == 0 ? 0 : (double) rows[i] * columns[i] / ((double) all * all);
        }
        double same = all == 0 ? 0 : (double) alike / all;
        return new Kappa(all, chance >= 1 || all == 0 ? 0 : (same - chance) / (1 - chance));
    }

    /** Whether one may be trusted as the other. */
    public boolean isTrusted() {
        return common >= MIN_COMMON && value >= MIN_VALUE;
    }
}
