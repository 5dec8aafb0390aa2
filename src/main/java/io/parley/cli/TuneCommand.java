package io.parley.cli;

import io.parley.evaluation.Curve;
import io.parley.evaluation.Evaluation;
import io.parley.knowledge.FaqTrials;
import io.parley.learning.LiveQuestions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Finds the threshold that reaches a target, so that nobody has to guess one. */
@Command(name = "tune", mixinStandardHelpOptions = true, description = {
        "Say which threshold makes so many of the answers right, and how many questions are answered then.",
        "Without questions, the FAQ is asked its own ways to ask: each one without having it, and without its entry.",
        "Changes nothing: the threshold is set as PARLEY_CONFIDENCE_ANSWER."})
final class TuneCommand implements Callable<Integer> {

    /** The number of questions with which a share of 0.9 is exact to about 0.06, 19 times of 20. */
    private static final int ENOUGH = 100;

    private final Application application;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--precision", required = true, paramLabel = "SHARE", description = "The share of the answers that must be right, such as 0.9.")
    private double precision;

    /** The FAQ and the questions that the threshold is chosen by. */
    @ArgGroup(exclusive = true, multiplicity = "1")
    private Tuned tuned = new Tuned();

    /** Either a file or the FAQ in use. */
    private static final class Tuned {
        @ArgGroup(exclusive = false)
        private @Nullable Files files;

        @Option(names = "--live", required = true, description = "The FAQ in use, with what people said of its answers.")
        private boolean live;
    }

    /** A FAQ and, if there are some, questions. */
    private static final class Files {
        @Option(names = "--faq", required = true, paramLabel = "FILE", description = "The FAQ, as for import.")
        private Path faq = Path.of("");

        @Option(names = "--questions", paramLabel = "FILE", description = "Questions with what is expected, as for evaluate.")
        private @Nullable Path questions;
    }

    TuneCommand(Application application) {
        this.application = application;
    }

    @Override
    public Integer call() {
        if (!(precision > 0 && precision <= 1)) {
            throw new ParameterException(spec.commandLine(),
                    "--precision lies above 0 and is at most 1, not " + precision + ".");
        }
        Files files = tuned.live ? null : tuned.files;
        try (Standalone parley = files == null
                ? application.open(Map.of(), spec.commandLine().getErr())
                : Standalone.withoutDatabase(spec.commandLine().getErr())) {
            return files != null && files.questions != null
                    ? say(EvaluateCommand.evaluated(parley, files.faq, files.questions, spec))
                    : sayOfItself(itself(parley, files));
        }
    }

    private Evaluation itself(Standalone parley, @Nullable Files files) {
        double threshold = parley.threshold();
        try (EvaluationProgress progress = EvaluationProgress.on(spec.commandLine().getErr())) {
            return files == null
                    ? Evaluation.ofItself(parley.part(LiveQuestions.class), threshold, progress)
                    : Evaluation.ofItself(parley.part(FaqTrials.class), files.faq, threshold, progress);
        }
    }

    private int sayOfItself(Evaluation evaluation) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%,d questions%s: the FAQ's own ways to ask, each asked of the FAQ without it."
                + " Of %,d, the FAQ was without the entry, too.%n", evaluation.questions(),
                tuned.live ? ", with those of which customers said that the answer helped" : "",
                evaluation.unanswerable());
        if (!evaluation.hasAnswerable()) {
            out.println(line("Now", evaluation.curve().at(evaluation.threshold())));
            out.println("No entry has a second way to ask, so nothing shows which answers would be right:"
                    + " give entries other ways to ask, or name questions with --questions.");
            return 1;
        }
        out.println("Customers ask in more ways than a FAQ has: tune again with their questions when there are some.");
        return say(evaluation);
    }

    private int say(Evaluation evaluation) {
        PrintWriter out = spec.commandLine().getOut();
        Curve curve = evaluation.curve();
        out.println(line("Now", curve.at(evaluation.threshold())));
        out.println(line("Most questions treated right", curve.best()));
        Optional<Curve.Point> target = curve.withPrecision(precision);
        target.ifPresentOrElse(point -> {
            out.println(line("Target " + EvaluationTable.percent(precision), point));
            out.printf("Set PARLEY_CONFIDENCE_ANSWER=%s%n", EvaluationTable.threshold(point.threshold()));
            if (evaluation.questions() < ENOUGH) {
                out.printf("%,d questions say little: with %,d or more that people asked, this can be trusted.%n",
                        evaluation.questions(), ENOUGH);
            }
        }, () -> out.printf("Not even the surest answers are right %s of the time on these questions.%n",
                EvaluationTable.percent(precision)));
        return target.isPresent() ? 0 : 1;
    }

    private static String line(String what, Curve.Point point) {
        return "%-29s threshold %s: %s of the questions answered, %s of these right, %s of all treated right".formatted(
                what + ":", EvaluationTable.threshold(point.threshold()), EvaluationTable.percent(point.answered()),
                EvaluationTable.percent(point.precision()), EvaluationTable.percent(point.overall()));
    }
}
