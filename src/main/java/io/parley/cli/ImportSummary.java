package io.parley.cli;

import io.parley.knowledge.importing.ImportReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The result of an import, in words: each row is counted in one of the numbers. */
final class ImportSummary {

    private ImportSummary() {}

    /** The report as lines; at most {@code most} of them name a row that was left out. */
    static List<String> lines(ImportReport report, int most) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%s: %s with %s: %,d new, %,d changed, %,d as before.", report.file(),
                counted(report.entries(), "entry", "entries"), counted(report.ways(), "way to ask", "ways to ask"),
                report.added(), report.changed(), report.unchanged()));
        lines.add(String.format(Locale.ROOT, "Of %s, %s left out; %s said again what was there.",
                counted(report.read(), "row", "rows"), counted(report.problems().size(), "was", "were"),
                counted(report.repeated(), "question", "questions")));
        if (report.retired() > 0) {
            lines.add(String.format(Locale.ROOT, "%s answered no more, since the file does not have %s.",
                    counted(report.retired(), "other entry is", "other entries are"),
                    report.retired() == 1 ? "it" : "them"));
        }
        addDrafts(report, lines);
        addProblems(report.problems(), most, lines);
        return lines;
    }

    private static void addDrafts(ImportReport report, List<String> lines) {
        if (report.drafts() > 0) {
            lines.add(String.format(Locale.ROOT, "%s without an answer, so %s found but not answered with.",
                    counted(report.drafts(), "entry is", "entries are"), report.drafts() == 1 ? "it is" : "they are"));
        }
        if (!report.canAnswer()) {
            lines.add(
                    "The bot can answer nothing now, as no entry has an answer. Import a file with answers, such as a CSV"
                            + " with the columns question and answer; it may name the same questions.");
        }
    }

    private static void addProblems(List<ImportReport.Problem> problems, int most, List<String> lines) {
        int shown = Math.min(Math.max(most, 0), problems.size());
        if (!problems.isEmpty()) {
            lines.add("Left out:");
        }
        problems.subList(0, shown)
                .forEach(problem -> lines.add("  line " + problem.line() + ": " + problem.reason()));
        if (shown < problems.size()) {
            lines.add(String.format(Locale.ROOT, "  and %,d more; --most %d lists all", problems.size() - shown,
                    problems.size()));
        }
    }

    private static String counted(int number, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
    }
}
