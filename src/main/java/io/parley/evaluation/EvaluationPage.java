package io.parley.evaluation;

import io.parley.evaluation.Figures;
import io.parley.knowledge.search.Hit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** An evaluation as a page that stands by itself: figures, plots, and where it went wrong. */
final class EvaluationPage {

    private static final String TEMPLATE = "evaluation.html";
    private static final int ROWS = 40;
    private static final int LONGEST = 200;

    private final Evaluation evaluation;
    private final Figures figures;

    EvaluationPage(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.figures = evaluation.figures();
    }

    String html() {
        Map<String, String> parts = new HashMap<>();
        parts.put("figures", figureRows());
        parts.put("reliability", Plots.reliability(Reliability.of(evaluation.outcomes())));
        parts.put("curve", Plots.curve(evaluation.curve(), evaluation.threshold()));
        parts.put("threshold", number(evaluation.threshold()));
        parts.put("confusions", confusions());
        parts.put("wrong", misses(one -> one.question().isAnswerable() && !one.outcome().isRight()));
        parts.put("unwanted", misses(one -> !one.question().isAnswerable()));
        String page = template();
        for (Map.Entry<String, String> part : parts.entrySet()) {
            page = page.replace("<!--" + part.getKey() + "-->", part.getValue());
        }
        return page;
    }

    private static String template() {
        try (InputStream in = EvaluationPage.class.getResourceAsStream(TEMPLATE)) {
            if (in == null) {
                throw new IllegalStateException("The class path has no " + TEMPLATE + ".");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The page's template cannot be read.", e);
        }
    }

    private String figureRows() {
        return row("Questions", evaluation.questions() + ", of which unanswerable " + evaluation.unanswerable())
                + row("FAQ", evaluation.entries() + " entries, " + evaluation.phrasings() + " phrasings")
                + row("Right entry first (hit@1)", number(figures.hitAt1()))
                + row("Among the first five, ten (hit@5, hit@10)",
                        number(figures.hitAt5()) + ", " + number(figures.hitAt10()))
                + row("Mean reciprocal rank (mrr@10)", number(figures.mrrAt10()))
                + row("Answerable told from unanswerable (auroc)", number(figures.auroc()))
                + row("Treated right at the threshold (overall)", number(figures.overall()))
                + row("Treated right at the best threshold (bestOverall)", number(figures.bestOverall()))
                + row("Answered at the threshold (coverage)", number(figures.coverage()))
                + row("Right among those (precision)", number(figures.precision()))
                + row("Calibration error (ece)", number(figures.ece()))
                + row("Question to decision, p50 and p99",
                        number(evaluation.millis(0.5)) + " ms, " + number(evaluation.millis(0.99)) + " ms");
    }

    private static String row(String... cells) {
        StringBuilder row = new StringBuilder("<tr>");
        for (String cell : cells) {
            String shown = cell.length() > LONGEST ? cell.substring(0, LONGEST) + "…" : cell;
            row.append("<td>").append(HtmlUtils.htmlEscape(shown, "UTF-8")).append("</td>");
        }
        return row.append("</tr>\n").toString();
    }

    private static String number(@Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.3f", value);
    }

    /** Which entry was taken for which, the most frequent first. */
    private String confusions() {
        return evaluation.predictions().stream()
                .filter(one -> one.question().isAnswerable() && !one.outcome().isRight() && !one.hits().isEmpty())
                .collect(Collectors.groupingBy(one -> List.of(expected(one), found(one)), Collectors.counting()))
                .entrySet().stream()
                .sorted(Map.Entry.<List<String>, Long>comparingByValue().reversed()
                        .thenComparing(pair -> pair.getKey().getFirst()))
                .limit(ROWS).map(pair -> row(pair.getKey().getFirst(), pair.getKey().getLast(), "" + pair.getValue()))
                .collect(Collectors.joining());
    }

    /** The questions that went wrong with the greatest confidence. */
    private String misses(Function<Prediction, Boolean> isWrong) {
        return evaluation.predictions().stream().filter(isWrong::apply)
                .sorted(Comparator.comparingDouble(Prediction::confidence).reversed()).limit(ROWS)
                .map(one -> row(number(one.confidence()), one.question().text(), expected(one), found(one),
                        nearest(one)))
                .collect(Collectors.joining());
    }

    private static String expected(Prediction one) {
        return one.question().expected().stream().sorted().collect(Collectors.joining(", "));
    }

    private static String found(Prediction one) {
        return one.hits().stream().findFirst().map(hit -> hit.entry().id().value()).orElse("");
    }

    private static String nearest(Prediction one) {
        return one.hits().stream().findFirst().map(Hit::matchedPhrasing).orElse("");
    }
}
