package io.parley.evaluation;

import io.parley.evaluation.Evaluation;
import io.parley.evaluation.EvaluationPage;
import io.parley.evaluation.Figures;
import io.parley.evaluation.Prediction;
import io.parley.knowledge.search.Hit;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes what came out of an evaluation. */
public final class EvaluationFiles {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int HITS = 5;

    private EvaluationFiles() {}

    /** Writes the figures as one JSON object; what the questions cannot tell is null. */
    public static void writeJson(Evaluation evaluation, Path file) {
        write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(figures(evaluation)) + "\n");
    }

    /** Writes one JSON object a line and question, with its best entries. */
    public static void writePredictions(Evaluation evaluation, Path file) {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Prediction prediction : evaluation.predictions()) {
                out.write(JSON.writeValueAsString(line(prediction)));
                out.write('\n');
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Writes a page with plots that needs nothing else to be shown. */
    public static void writeHtml(Evaluation evaluation, Path file) {
        write(file, new EvaluationPage(evaluation).html());
    }

    private static Map<String, @Nullable Object> figures(Evaluation evaluation) {
        Figures figures = evaluation.figures();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("hit@1", figures.hitAt1());
        fields.put("hit@5", figures.hitAt5());
        fields.put("hit@10", figures.hitAt10());
        fields.put("mrr@10", figures.mrrAt10());
        fields.put("auroc", figures.auroc());
        fields.put("bestOverall", figures.bestOverall());
        fields.put("overall", figures.overall());
        fields.put("ece", figures.ece());
        fields.put("coverage", figures.coverage());
        fields.put("precision", figures.coverage() == 0 ? null : figures.precision());
        fields.put("threshold", evaluation.threshold());
        fields.put("entries", evaluation.entries());
        fields.put("phrasings", evaluation.phrasings());
        fields.put("questions", evaluation.questions());
        fields.put("unanswerable", evaluation.unanswerable());
        fields.put("embedMillis", evaluation.embedding().toMillis());
        fields.put("p50Millis", evaluation.millis(0.5));
        fields.put("p99Millis", evaluation.millis(0.99));
        return fields;
    }

    private static Map<String, Object> line(Prediction prediction) {
        List<Map<String, Object>> top = prediction.hits().stream().limit(HITS).map(EvaluationFiles::entry).toList();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("question", prediction.question().text());
        line.put("expected", prediction.question().expected().stream().sorted().toList());
        line.put("top", top);
        return line;
    }

    private static Map<String, Object> entry(Hit hit) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", hit.entry().id().value());
        entry.put("score", hit.score());
        entry.put("confidence", hit.confidence().value());
        return entry;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static IllegalArgumentException unwritable(Path file, IOException cause) {
        return new IllegalArgumentException(file + " cannot be written. Check its folder and its rights.", cause);
    }
}
