package io.parley.knowledge;

import java.util.List;
import java.util.Locale;

/** What a search is worth on a set of questions. */
record Figures(double hitAt1, double auroc, double bestOverall, double overall, double calibrationError) {

    /** A question's best hit: how sure it was, whether it was right, and whether anything could have been. */
    record Answered(double confidence, boolean isRight, boolean isAnswerable) {}

    /** @param answered the surest first */
    static Figures of(List<Answered> answered, double threshold) {
        double all = answered.size();
        double answerable = answered.stream().filter(Answered::isAnswerable).count();
        double right = answered.stream().filter(Answered::isRight).count();
        double unanswerable = all - answerable;
        double best = unanswerable;
        double treatedRight = unanswerable;
        double unanswerableBefore = 0;
        double pairs = 0;
        double atThreshold = unanswerable;
        for (Answered one : answered) {
            treatedRight += one.isRight ? 1 : one.isAnswerable ? 0 : -1;
            best = Math.max(best, treatedRight);
            if (one.confidence >= threshold) {
                atThreshold = treatedRight;
            }
            unanswerableBefore += one.isAnswerable ? 0 : 1;
            pairs += one.isAnswerable ? unanswerable - unanswerableBefore : 0;
        }
        return new Figures(right / answerable, pairs / answerable / unanswerable, best / all, atThreshold / all,
                calibrationError(answered));
    }

    private static double calibrationError(List<Answered> answered) {
        double error = 0;
        for (int bin = 0; bin < 10; bin++) {
            int number = bin;
            List<Answered> inside = answered.stream()
                    .filter(one -> Math.min(9, (int) (one.confidence * 10)) == number).toList();
            double right = inside.stream().filter(Answered::isRight).count();
            error += Math.abs(right - inside.stream().mapToDouble(Answered::confidence).sum());
        }
        return error / answered.size();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "hit@1 %.4f  auroc %.4f  best %.4f  at threshold %.4f  ece %.4f", hitAt1,
                auroc, bestOverall, overall, calibrationError);
    }
}
