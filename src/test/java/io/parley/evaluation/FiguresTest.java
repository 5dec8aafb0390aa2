package io.parley.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.parley.evaluation.Curve;
import io.parley.evaluation.Figures;
import io.parley.evaluation.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The arithmetic, on sets that are small enough to be counted by hand. */
class FiguresTest {

    private static final List<Outcome> OUTCOMES = List.of(new Outcome(0.9, 1, true), new Outcome(0.8, 2, true),
            new Outcome(0.6, 0, false), new Outcome(0.4, 1, true), new Outcome(0.4, 0, false), new Outcome(0, 0, true));

    @Test
    void countsHitsOverAnswerableQuestions() {
        Figures figures = Figures.of(OUTCOMES, 0.5);

        assertThat(figures.hitAt1()).isEqualTo(0.5);
        assertThat(figures.hitAt5()).isEqualTo(0.75);
        assertThat(figures.mrrAt10()).isEqualTo((1 + 0.5 + 1) / 4);
    }

    @Test
    void countsEqualConfidencesHalf() {
        assertThat(Figures.of(OUTCOMES, 0.5).auroc()).isEqualTo((2 + 2 + 0.5 + 0) / 8);
    }

    @Test
    void countsWhatIsTreatedRightAmongAllQuestions() {
        Figures figures = Figures.of(OUTCOMES, 0.5);

        assertThat(figures.coverage()).isEqualTo(0.5);
        assertThat(figures.precision()).isEqualTo(1 / 3.0, within(1e-12));
        assertThat(figures.overall()).isEqualTo(2 / 6.0, within(1e-12));
        assertThat(figures.bestOverall()).isEqualTo(3 / 6.0, within(1e-12));
    }

    @Test
    void measuresHowFarConfidenceAndTruthLieApart() {
        assertThat(Figures.of(OUTCOMES, 0.5).ece()).isEqualTo((0.1 + 0.8 + 0.6 + 0.2 + 0) / 6, within(1e-12));
    }

    @Test
    void leavesOpenWhatTheQuestionsCannotTell() {
        assertThat(Figures.of(List.of(new Outcome(0.9, 1, true)), 0.5).auroc()).isNull();
        assertThat(Figures.of(List.of(new Outcome(0.9, 0, false)), 0.5).hitAt1()).isNull();
    }

    @Test
    void findsTheThresholdForATarget() {
        Curve curve = Curve.of(OUTCOMES);

        assertThat(curve.withPrecision(1).orElseThrow().threshold()).isEqualTo(0.9);
        assertThat(curve.withPrecision(0.4).orElseThrow().threshold()).isEqualTo(0.4);
        assertThat(Curve.of(List.of(new Outcome(0.9, 0, false))).withPrecision(0.5)).isEmpty();
    }
}
