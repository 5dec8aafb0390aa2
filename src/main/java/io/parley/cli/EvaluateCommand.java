package io.parley.cli;

import io.parley.answering.model.AnswerJudge;
import io.parley.evaluation.AnswerFile;
import io.parley.evaluation.Evaluation;
import io.parley.evaluation.EvaluationFiles;
import io.parley.knowledge.FaqTrials;
import io.parley.learning.LiveQuestions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how well a FAQ file serves questions whose right entries are known, or has answers judged. */
@Command(name = "evaluate", mixinStandardHelpOptions = true, description = {
        "Measure how well a FAQ serves questions.",
        "Their right entries are known: from a file, or because your customers said that the answer helped. "
                + "Works in memory: the FAQ that customers are answered from is not changed."})
final class EvaluateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Application application;

    /** The FAQ and the questions that are measured. */
    @ArgGroup(exclusive = true, multiplicity = "1")
    private Measured measured = new Measured();

    /** Files, or the FAQ in use, or answers. */
    private static final class Measured {
        @ArgGroup(exclusive = false)
        private @Nullable Files files;

        @Option(names = "--judge", required = true, paramLabel = "FILE", description = {
                "Have the language model judge answers: a CSV file with the columns question, answer and context,",
                "which is what the answer rests on."})
        private @Nullable Path judged;

        @Option(names = "--live", required = true, description = "The FAQ in use, on what people said of its answers.")
        private boolean live;
    }

    /** A FAQ and questions. */
    private static final class Files {
        @Option(names = "--faq", required = true, paramLabel = "FILE", description = "The FAQ, as for import.")
        private Path faq = Path.of("");

        @Option(names = "--questions", required = true, paramLabel = "FILE", description = {
                "A CSV file with the columns question and expected: an id, several with | between,",
                "or nothing when the FAQ does not answer the question."})
        private Path questions = Path.of("");
    }

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
    private @Nullable Path json;

    @Option(names = "--predictions", paramLabel = "FILE", description = "Write one JSON line a question with its best entries.")
    private @Nullable Path predictions;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with plots and the worst mistakes.")
    private @Nullable Path html;

    EvaluateCommand(Application application) {
        this.application = application;
    }

    @Override
    public Integer call() {
        return measured.judged == null ? evaluate() : judge(AnswerFile.read(measured.judged));
    }

    private int judge(AnswerFile file) {
        PrintWriter err = spec.commandLine().getErr();
        try (Standalone parley = application.open(Map.of(), err);
                EvaluationProgress progress = EvaluationProgress.on(err)) {
            return new JudgedAnswers(parley.part(AnswerJudge.class), spec.commandLine().getOut(), err).judge(file,
                    progress);
        }
    }

    private int evaluate() {
        Files files = measured.live ? null : measured.files;
        try (Standalone parley = files == null
                ? application.open(Map.of(), spec.commandLine().getErr())
                : Standalone.withoutDatabase(spec.commandLine().getErr())) {
            Evaluation evaluation = files == null ? live(parley) : evaluated(parley, files.faq, files.questions, spec);
            EvaluationTable.lines(evaluation).forEach(spec.commandLine().getOut()::println);
            write(evaluation);
            return 0;
        }
    }

    static Evaluation evaluated(Standalone parley, Path faq, Path questions, CommandSpec spec) {
        try (EvaluationProgress progress = EvaluationProgress.on(spec.commandLine().getErr())) {
            return Evaluation.of(parley.part(FaqTrials.class), faq, questions, parley.threshold(),
                    progress);
        }
    }

    private Evaluation live(Standalone parley) {
        try (EvaluationProgress progress = EvaluationProgress.on(spec.commandLine().getErr())) {
            return Evaluation.live(parley.part(LiveQuestions.class), parley.threshold(), progress);
        }
    }

    private void write(Evaluation evaluation) {
        if (json != null) {
            EvaluationFiles.writeJson(evaluation, json);
        }
        if (predictions != null) {
            EvaluationFiles.writePredictions(evaluation, predictions);
        }
        if (html != null) {
            EvaluationFiles.writeHtml(evaluation, html);
        }
    }
}
