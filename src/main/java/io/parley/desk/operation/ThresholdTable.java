package io.parley.desk.operation;

import io.parley.desk.DeskTexts;
import io.parley.knowledge.search.Thresholds.Band;
import io.parley.learning.replay.Effect.Named;
import io.parley.learning.replay.ThresholdEffect;
import io.parley.learning.replay.ThresholdEffect.Example;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a threshold would do to customers' questions, in an operator's words.
 *
 * @param key of the setting
 * @param more how many questions are not shown; null when all are
 */
record ThresholdTable(String key, String lead, List<Row> rows, List<Move> moves, @Nullable String more) {

    /** How many questions are treated in one way, now and with the value that somebody wants. */
    record Row(String band, String label, int now, int then) {}

    /** A question that would be treated otherwise, and by which entry. */
    record Move(String question, String from, String to, String entry) {}

    static ThresholdTable of(String key, ThresholdEffect effect, DeskTexts texts) {
        List<Row> rows = Stream.of(Band.values())
                .map(band -> new Row(band.word(), texts.text("thresholds", band.word()),
                        Objects.requireNonNull(effect.before().get(band)),
                        Objects.requireNonNull(effect.after().get(band))))
                .toList();
        int more = effect.moved() - effect.examples().size();
        String lead = effect.asked() == 0 ? "nothing" : effect.moved() == 0 ? "same" : "lead";
        return new ThresholdTable(key,
                texts.text("thresholds", lead).replace("{n}", Integer.toString(effect.asked())).replace("{moved}",
                        Integer.toString(effect.moved())),
                rows, effect.examples().stream().map(one -> move(one, texts)).toList(),
                more == 0 ? null : texts.text("effect", "more").replace("{n}", Integer.toString(more)));
    }

    private static Move move(Example one, DeskTexts texts) {
        Named likeliest = one.likeliest();
        return new Move(one.question(), texts.text("thresholds", one.from().word()),
                texts.text("thresholds", one.to().word()), likeliest == null
                        ? ""
                        : texts.text("thresholds", "entry").replace("{percent}",
                                Long.toString(Math.round(100 * one.confidence()))).replace("{entry}",
                                        likeliest.question()));
    }
}
