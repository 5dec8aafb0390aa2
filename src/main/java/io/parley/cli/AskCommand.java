package io.parley.cli;

import io.parley.answering.Answering;
import io.parley.answering.Question;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers one question. */
@Command(name = "ask", mixinStandardHelpOptions = true, description = "Answer one question, and say from where and how surely.")
final class AskCommand implements Callable<Integer> {
    private final Application application;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "QUESTION", arity = "1..*", description = "The question; quotation marks may be left out.")
    private List<String> words = List.of();

    AskCommand(Application application) {
        this.application = application;
    }

    @Override
    public Integer call() {
        String question = String.join(" ", words).strip();
        if (question.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "What is the question?");
        }
        try (Standalone parley = application.open(Map.of(), spec.commandLine().getErr())) {
            AnswerText.lines(parley.part(Answering.class).answer(Question.of(question)))
                    .forEach(spec.commandLine().getOut()::println);
            return 0;
        }
    }
}
