package io.parley.cli;

import io.parley.answering.model.AnswerJudge;
import io.parley.answering.model.AnswerJudge.Given;
import io.parley.answering.model.AnswerJudge.Outcome;
import io.parley.answering.model.ModelError;
import io.parley.answering.model.Relevance;
import io.parley.answering.model.Transcript;
import io.parley.evaluation.AnswerFile;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Has the model judge the answers of a file, and says how many got which label. */
final class JudgedAnswers {
    /** After so many failures one after the other the model is not there. */
    private static final int MAX_FAILURES = 3;
    private static final int NO_MODEL = 2;

    private final AnswerJudge judge;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Map<Relevance, Integer> labels = new EnumMap<>(Relevance.class);
    private int failures;

    JudgedAnswers(AnswerJudge judge, PrintWriter out, PrintWriter err) {
        this.judge = judge;
        this.out = out;
        this.err = err;
    }

    /** Judges them all and prints the shares; gives 0 when each line got a label. */
    int judge(AnswerFile file, EvaluationProgress progress) {
        if (!judge.isConfigured()) {
            err.println("No model is configured. Set PARLEY_LLM_PROVIDER and PARLEY_LLM_MODEL to one that judges.");
            return NO_MODEL;
        }
        file.problems().forEach(err::println);
        List<AnswerFile.Answer> answers = file.answers();
        for (int i = 0; i < answers.size() && failures < MAX_FAILURES; i++) {
            AnswerFile.Answer answer = answers.get(i);
            count(answer.line(), judge.judge(given(answer)));
            progress.progressed("judging", i + 1, answers.size());
        }
        return print(answers.size() + file.problems().size());
    }

    private static Given given(AnswerFile.Answer answer) {
        return new Given(new Transcript(List.of(), answer.question(), List.of()), answer.answer(),
                answer.context().isEmpty() ? List.of() : List.of(answer.context()));
    }

    private void count(long line, Outcome outcome) {
        switch (outcome) {
            case Outcome.Judged judged -> {
                failures = 0;
                labels.merge(judged.label(), 1, Integer::sum);
                if (judged.label() != Relevance.RELEVANT) {
                    out.println("line " + line + ": " + judged.label() + ": " + judged.why());
                }
            }
            case Outcome.Unreadable _ -> err.println("line " + line + ": the model wrote no label, twice");
            case Outcome.Failed(ModelError error) when error == ModelError.OVER_BUDGET -> {
                failures = MAX_FAILURES;
                err.println("line " + line
                        + ": today's budget for the language model is used up (parley.cost); the model is "
                        + "not asked any further.");
            }
            case Outcome.Failed(ModelError error) -> {
                failures++;
                err.println("line " + line + ": the model failed: " + error);
                if (failures >= MAX_FAILURES) {
                    err.println("The model is not asked any further; doctor says more about it.");
                }
            }
        }
    }

    private int print(int lines) {
        int all = labels.values().stream().mapToInt(count -> count).sum();
        for (Relevance label : Relevance.values()) {
            int count = labels.getOrDefault(label, 0);
            out.println(String.format(Locale.ROOT, "%-16s %6s  %,d of %,d", label,
                    all == 0 ? "-" : EvaluationTable.percent((double) count / all), count, all));
        }
        if (all < lines) {
            out.println(String.format(Locale.ROOT, "without a label: %,d", lines - all));
        }
        return all == lines ? 0 : 1;
    }
}
