package io.parley.cli;

import io.parley.evaluation.Curve;
import io.parley.evaluation.Evaluation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Finds the threshold that reaches a target, so that nobody has to guess one. */
@Command(name = "tune", mixinStandardHelpOptions = true, description = {
        "Say which threshold makes so many of the answers right, and how many questions are answered then.",
        "Changes nothing: the threshold is set as PARLEY_CONFIDENCE_ANSWER."})
final class TuneCommand implements Callable<Integer> {

    /** The number of questions with which a share of 0.9 is exact to about 0.06, 19 times of 20. */
    private static final int ENOUGH = 100;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--precision", required = true, paramLabel = "SHARE", description = "The share of the answers that must be right, such as 0.9.")
    private double precision;

    @Option(names = "--faq", required = true, paramLabel = "FILE", description = "The FAQ, as for import.")
    private Path faq = Path.of("");

    @Option(names = "--questions", required = true, paramLabel = "FILE", description = "Questions with what is expected, as for evaluate.")
    private Path questions = Path.of("");

    @Override
    public Integer call() {
        if (!(precision > 0 && precision <= 1)) {
            throw new ParameterException(spec.commandLine(),
                    "--precision lies above 0 and is at most 1, not " + precision + ".");
        }
        try (Standalone parley = Standalone.withoutDatabase(spec.commandLine().getErr())) {
            Evaluation evaluation = EvaluateCommand.evaluated(parley, faq, questions, spec);
            return say(evaluation, spec.commandLine().getOut());
        }
    }

    private int say(Evaluation evaluation, PrintWriter out) {
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
