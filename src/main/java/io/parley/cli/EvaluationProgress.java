package io.parley.cli;

import io.parley.evaluation.Evaluation;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Shows how far an evaluation is: as a bar on a terminal, as a line every tenth elsewhere. */
final class EvaluationProgress implements Evaluation.Listener, AutoCloseable {

    private static final int TENTHS = 10;

    private final PrintWriter out;
    private final boolean isTerminal;
    private @Nullable ProgressBar bar;
    private String shown = "";

    private EvaluationProgress(PrintWriter out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    static EvaluationProgress on(PrintWriter out) {
        return new EvaluationProgress(out, ImportProgress.isTerminal());
    }

    @Override
    public void progressed(String step, int done, int total) {
        if (isTerminal) {
            draw(step, done, total);
        } else {
            print(step, done, total);
        }
    }

    private void draw(String step, int done, int total) {
        ProgressBar current = bar;
        if (current == null || !shown.equals(step)) {
            close();
            current = new ProgressBarBuilder().setTaskName(step).setInitialMax(total).clearDisplayOnFinish().build();
            bar = current;
            shown = step;
        }
        current.stepTo(done);
    }

    private void print(String step, int done, int total) {
        String now = step + " " + (long) done * TENTHS / Math.max(total, 1);
        if (!now.equals(shown)) {
            shown = now;
            out.println(String.format(Locale.ROOT, "%s: %,d of %,d", step, done, total));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
