package io.parley.cli;

import io.parley.knowledge.faq.ImportListener;
import java.io.Console;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Shows how far an import is: as a bar on a terminal, elsewhere as a line every tenth and every three seconds. */
abstract class ImportProgress implements ImportListener, AutoCloseable {

    static ImportProgress on(PrintWriter out) {
        return isTerminal() ? new Bar() : new Lines(out);
    }

    /** There may be no console at all, or one that is not a terminal; which of the two differs between versions of Java. */
    @SuppressWarnings("SystemConsoleNull")
    static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    @Override
    public void close() {}

    private static String name(Step step) {
        return switch (step) {
            case STORING -> "Storing";
            case EMBEDDING -> "Embedding";
        };
    }

    /** A bar for each step, one after the other. */
    private static final class Bar extends ImportProgress {
        private @Nullable ProgressBar bar;
        private @Nullable Step shown;

        @Override
        public void progressed(Step step, int done, int total) {
            ProgressBar current = bar;
            if (current == null || shown != step) {
                close();
                current = new ProgressBarBuilder().setTaskName(name(step)).setInitialMax(total).setUnit("", 1)
                        .showSpeed(new DecimalFormat("#,##0")).clearDisplayOnFinish()
                        .build();
                bar = current;
                shown = step;
            }
            current.maxHint(total);
            current.stepTo(done);
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
                bar = null;
            }
        }
    }

    /** Lines for a log. */
    private static final class Lines extends ImportProgress {
        private static final int TENTHS = 10;
        private static final long EVERY_NANOS = 3_000_000_000L;

        private final PrintWriter out;
        private String last = "";
        private long lastLine;
        private long lastCall = System.nanoTime();
        private Pace pace = new Pace(System::nanoTime, lastCall);
        private @Nullable Step shown;

        Lines(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void progressed(Step step, int done, int total) {
            if (step != shown) {
                shown = step;
                pace = new Pace(System::nanoTime, lastCall);
            }
            lastCall = System.nanoTime();
            int tenth = total == 0 ? TENTHS : (int) ((long) done * TENTHS / total);
            String now = step + " " + tenth;
            if (!now.equals(last) || lastCall - lastLine > EVERY_NANOS) {
                last = now;
                lastLine = lastCall;
                String rate = pace.after(done, total);
                out.println(String.format(Locale.ROOT, "%s: %,d of %,d", name(step), done, total)
                        + (rate.isEmpty() ? "" : " (" + rate + ")"));
            }
        }
    }
}
