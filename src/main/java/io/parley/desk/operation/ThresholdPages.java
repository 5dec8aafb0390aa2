package io.parley.desk.operation;

import io.parley.desk.Desk;
import io.parley.desk.DeskTexts;
import io.parley.desk.operation.DayTables.Cell;
import io.parley.insight.Share;
import io.parley.knowledge.search.Thresholds;
import io.parley.learning.replay.QuestionReplay;
import io.parley.learning.replay.ThresholdCurve;
import io.parley.learning.replay.ThresholdCurve.Point;
import io.parley.settings.Live;
import io.swagger.v3.oas.annotations.Hidden;
import java.security.Principal;
import java.text.NumberFormat;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page that shows how many questions are answered at each threshold, and how many of them rightly. */
@Hidden
@Controller
class ThresholdPages {
    private static final double HUNDREDTHS = 100.0;
    private static final double TENTHS = 1_000.0;

    private final Desk desk;
    private final QuestionReplay replay;
    private final Live<Thresholds> thresholds;

    ThresholdPages(Desk desk, QuestionReplay replay, Live<Thresholds> thresholds) {
        this.desk = desk;
        this.replay = replay;
        this.thresholds = thresholds;
    }

    /**
     * A threshold in words.
     *
     * @param value of the slider
     * @param said what it would change, as a sentence
     * @param isNow whether it is the one that is set
     */
    record Row(String value, String label, Cell coverage, Cell promised, Cell right, String gained, String lost,
            String said, boolean isNow) {}

    @GetMapping("/desk/overview/threshold")
    String show(Model model, Locale browser, Principal account) {
        desk.fill(model, browser, account);
        DeskTexts texts = desk.texts(browser);
        double now = Math.round(thresholds.now().answer() * HUNDREDTHS) / HUNDREDTHS;
        ThresholdCurve curve = replay.curve();
        Words words = new Words(texts, Locale.forLanguageTag(texts.text("language")), curve.asked(), now);
        model.addAttribute("asked", curve.asked());
        model.addAttribute("lead", texts.text("curve", curve.asked() == 0 ? "nothing" : "lead").replace("{n}",
                words.number(curve.asked())));
        model.addAttribute("now", Double.toString(now));
        model.addAttribute("rows", curve.points().stream().map(words::row).toList());
        return "threshold";
    }

    /** Figures in a language. */
    private record Words(DeskTexts texts, Locale language, int asked, double now) {
        String number(long count) {
            return NumberFormat.getIntegerInstance(language).format(count);
        }

        private String percent(double share) {
            return NumberFormat.getPercentInstance(language).format(share);
        }

        Row row(Point point) {
            boolean isNow = Math.abs(point.threshold() - now) < 1 / (2 * HUNDREDTHS);
            double coverage = asked == 0 ? 0 : (double) point.answered() / asked;
            return new Row(Double.toString(point.threshold()), percent(point.threshold()),
                    cell(coverage, number(point.answered())),
                    point.answered() == 0 ? Cell.NOTHING : cell(point.promised(), ""), right(point),
                    number(point.gained()), number(point.lost()), said(point, coverage, isNow), isNow);
        }

        private Cell right(Point point) {
            String whole = texts.text("matters", "whole").replace("{n}", number(point.right())).replace("{of}",
                    number(point.known()));
            return point.known() < Share.MIN_WHOLE
                    ? new Cell("", texts.text("matters", "too-few") + " (" + whole + ")")
                    : cell((double) point.right() / point.known(), whole);
        }

        private Cell cell(double share, String number) {
            return new Cell(Double.toString(Math.round(share * TENTHS) / TENTHS * HUNDREDTHS),
                    percent(share) + (number.isEmpty() ? "" : " (" + number + ")"));
        }

        private String said(Point point, double coverage, boolean isNow) {
            String change = isNow ? "now" : point.gained() + point.lost() == 0 ? "same" : "change";
            return texts.text("curve", "said").replace("{value}", percent(point.threshold()))
                    .replace("{answered}", number(point.answered())).replace("{asked}", number(asked))
                    .replace("{coverage}", percent(coverage)).replace("{promised}", percent(point.promised())) + " "
                    + texts.text("curve", change).replace("{gained}", number(point.gained())).replace("{lost}",
                            number(point.lost()));
        }
    }
}
