package io.parley.desk.faq;

import io.parley.care.Contradictions;
import io.parley.care.Contradictions.Contradiction;
import io.parley.correction.Corrections;
import io.parley.desk.Desk;
import io.parley.desk.DeskTexts;
import io.parley.desk.Moments;
import io.parley.desk.Moments.Moment;
import io.parley.desk.faq.MarkedText.Piece;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.learning.suggestion.Aftercare;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * The parts of an entry's page that tell how it fares: whether it was wrong, what contradicts it, and its first answers
 * when it was taught.
 */
@Component
class EntryCare {
    private final Desk desk;
    private final Corrections corrections;
    private final Aftercare aftercare;
    private final Contradictions contradictions;

    EntryCare(Desk desk, Corrections corrections, Aftercare aftercare, Contradictions contradictions) {
        this.desk = desk;
        this.corrections = corrections;
        this.aftercare = aftercare;
        this.contradictions = contradictions;
    }

    /** One of the first answers, in words. */
    record Answer(String question, Moment at, String votes) {}

    /** An entry that says otherwise, with what differs marked. */
    record Other(String id, String question, List<Piece> answer, int revision) {}

    /** Puts them into the page of an entry; of none, nothing. */
    void fill(@Nullable FaqEntry entry, Model model, Locale browser) {
        model.addAttribute("correction", entry == null
                ? null
                : corrections.newestOf(entry.id().value()).filter(one -> one.revision() == entry.revision())
                        .orElse(null));
        model.addAttribute("contradictions", entry == null
                ? List.of()
                : contradictions.of(entry.id().value()).stream().map(EntryCare::other).toList());
        model.addAttribute("answers", entry == null ? List.of() : answers(entry, browser));
        model.addAttribute("doubted", entry == null
                ? null
                : aftercare.doubted(entry.id().value())
                        .map(thumbs -> desk.texts(browser).text("aftercare", "doubted")
                                .replace("{down}", Integer.toString(thumbs.down()))
                                .replace("{up}", Integer.toString(thumbs.up())))
                        .orElse(null));
    }

    private static Other other(Contradiction found) {
        return new Other(found.entry(), found.question(), MarkedText.of(found.answer(), found.differs()),
                found.revision());
    }

    private List<Answer> answers(FaqEntry entry, Locale browser) {
        DeskTexts texts = desk.texts(browser);
        Moments moments = desk.moments(browser);
        return aftercare.samples(entry.id().value()).stream().map(one -> new Answer(
                one.question().isEmpty() ? texts.text("aftercare", "no-words") : one.question(),
                moments.at(one.at()), texts.text("aftercare", vote(one.votes())))).toList();
    }

    private static String vote(int votes) {
        return votes == 0 ? "no-vote" : votes > 0 ? "up" : "down";
    }
}
