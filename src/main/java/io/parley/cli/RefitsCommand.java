package io.parley.cli;

import io.parley.evaluation.Figures;
import io.parley.evaluation.Outcome;
import io.parley.evaluation.QuestionFile;
import io.parley.evaluation.TestQuestion;
import io.parley.learning.Refit;
import io.parley.learning.RefitComparison;
import io.parley.learning.Retraining;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The versions of what the FAQ was taught by verdicts. */
@Command(name = "refits", mixinStandardHelpOptions = true, description = {
        "List the versions of what the FAQ is taught by people's verdicts, and whether they were taken."})
final class RefitsCommand implements Callable<Integer> {
    private static final int MOST = 20;

    private final Application application;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    RefitsCommand(Application application) {
        this.application = application;
    }

    @Override
    public Integer call() {
        try (Standalone parley = application.open(Map.of(), spec.commandLine().getErr())) {
            Retraining refits = parley.part(Retraining.class);
            List<Refit> newest = refits.newest(MOST);
            long current = refits.current().map(Refit::id).orElse(0L);
            out().println(newest.isEmpty() ? "Nothing was refitted yet." : "The one in use is marked with *.");
            newest.forEach(refit -> out().println((refit.id() == current ? "* " : "  ") + line(refit)));
            return 0;
        }
    }

    @Command(name = "run", mixinStandardHelpOptions = true, description = "Weigh everything anew, now; also ends what restore began.")
    int run(@Option(names = "--anyway", description = "Take it however many of customers' last questions are answered otherwise.") boolean anyway) {
        try (Standalone parley = application.open(Map.of(), spec.commandLine().getErr())) {
            return say(parley.part(Retraining.class).refit(anyway), "Somebody else refitted meanwhile.");
        }
    }

    @Command(name = "restore", mixinStandardHelpOptions = true, description = {
            "Bring a former version back. From then on nothing is learned, until somebody says 'refits run'."})
    int restore(@Parameters(paramLabel = "ID", description = "A version, or 0 for nothing taught at all.") long id) {
        try (Standalone parley = application.open(Map.of(), spec.commandLine().getErr())) {
            return say(parley.part(Retraining.class).restore(id),
                    "There is no version " + id + " that could be restored; 'refits' lists them.");
        }
    }

    @Command(name = "compare", mixinStandardHelpOptions = true, description = {
            "Ask the known questions with a version and with the one before it, and show AUROC and calibration of both.",
            "Neither is taught the question that it is asked. Takes from seconds to minutes."})
    int compare(@Parameters(paramLabel = "ID", description = "A version.") long id) {
        try (Standalone parley = application.open(Map.of(), spec.commandLine().getErr())) {
            double threshold = parley.threshold();
            Optional<RefitComparison.Compared> compared = parley.part(RefitComparison.class).of(id);
            compared.ifPresentOrElse(one -> {
                out().println(figures(one.before(), one.askedBefore(), threshold));
                out().println(figures(id, one.askedAfter(), threshold));
            }, () -> out()
                    .println("What version " + id + " or the one before taught is not kept; 'refits' lists them."));
            return compared.isPresent() ? 0 : 1;
        }
    }

    private static String figures(long id, List<RefitComparison.Asked> asked, double threshold) {
        Figures figures = Figures.of(asked.stream()
                .map(one -> new Outcome(one.confidence(), one.isRight() ? 1 : 0, one.isAnswerable())).toList(),
                threshold);
        return String.format(Locale.ROOT, "version %-4d %,d questions: auroc %s, ece %.4f, overall %.4f", id,
                asked.size(),
                figures.auroc() == null ? "-" : String.format(Locale.ROOT, "%.4f", figures.auroc()), figures.ece(),
                figures.overall());
    }

    @Command(name = "cases", mixinStandardHelpOptions = true, description = {
            "Add questions whose right treatment is known, on which no refit may lose."})
    int cases(
            @Parameters(paramLabel = "FILE", description = "Questions with what is expected, as for evaluate.") Path file) {
        List<TestQuestion> questions = QuestionFile.read(file);
        try (Standalone parley = application.open(Map.of(), spec.commandLine().getErr())) {
            Retraining refits = parley.part(Retraining.class);
            long added = questions.stream().filter(one -> refits.addCase(one.text(), one.expected())).count();
            out().printf(Locale.ROOT,
                    "%,d cases were added, %,d left out: they name several entries, or one that is not in the FAQ.%n",
                    added, questions.size() - added);
            return added == questions.size() ? 0 : 1;
        }
    }

    private int say(Optional<Refit> refit, String otherwise) {
        out().println(refit.map(RefitsCommand::line).orElse(otherwise));
        return refit.isPresent() ? 0 : 1;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static String line(Refit refit) {
        String what = switch (refit.state()) {
            case TAKEN -> "taken:    ";
            case REFUSED -> "refused:  ";
            case STOPPED -> "stopped:  ";
            case RESTORED -> "restored: version " + refit.restores() + ", ";
            case UNDONE -> "undone:   back to version " + refit.restores() + ", ";
        };
        String tried = refit.restores() != null
                ? ""
                : "; %,d cases, %,d of them right, %,d before; %,d of %,d answered questions changed".formatted(
                        refit.cases(), refit.rightAfter(), refit.rightBefore(), refit.changed(), refit.compared());
        return String.format(Locale.ROOT, "%-5d %tF %<tR UTC  %s%,d pairs, %,d confirmed, %,d weakened%s", refit.id(),
                refit.madeAt().atOffset(java.time.ZoneOffset.UTC), what, refit.pairs(), refit.confirmed(),
                refit.weakened(), tried);
    }
}
