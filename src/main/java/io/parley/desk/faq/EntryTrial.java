package io.parley.desk.faq;

import io.parley.knowledge.Catalogue;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Thresholds;
import io.parley.settings.Live;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The part of a page that shows what the bot would find for a question, as the FAQ is saved. */
@Component
class EntryTrial {
    private static final int LONGEST_QUESTION = 500;
    private static final int TRIED = 5;

    private final Catalogue catalogue;
    private final Live<Thresholds> thresholds;

    EntryTrial(Catalogue catalogue, Live<Thresholds> thresholds) {
        this.catalogue = catalogue;
        this.thresholds = thresholds;
    }

    /**
     * An entry that a question finds.
     *
     * @param band what the bot would do with it: answer, choices or handoff
     */
    record Found(String id, String question, long percent, String band) {}

    /** Puts it into a page. */
    void fill(String question, Model model) {
        String asked = question.strip().substring(0, Math.min(LONGEST_QUESTION, question.strip().length()));
        model.addAttribute("ask", asked);
        model.addAttribute("hits", asked.isEmpty()
                ? List.of()
                : catalogue.search(asked, TRIED).stream().map(this::found).toList());
    }

    private Found found(Hit hit) {
        return new Found(hit.entry().id().value(), hit.entry().question(),
                Math.round(hit.confidence().value() * 100), thresholds.now().band(hit).word());
    }
}
