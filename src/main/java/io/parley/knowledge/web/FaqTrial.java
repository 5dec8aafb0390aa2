package io.parley.knowledge.web;

import io.parley.knowledge.Catalogue;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Thresholds;
import io.parley.settings.Live;
import java.util.List;
import org.springframework.stereotype.Component;

/** Tries what a question would find. */
@Component
class FaqTrial {
    private static final int FOUND = 5;

    private final Catalogue catalogue;
    private final Live<Thresholds> thresholds;

    FaqTrial(Catalogue catalogue, Live<Thresholds> thresholds) {
        this.catalogue = catalogue;
        this.thresholds = thresholds;
    }

    /**
     * An entry that a question finds.
     *
     * @param band what the bot would do with it: answer, choices or handoff
     */
    record TriedEntry(String id, String question, double confidence, String band) {}

    /**
     * What a question finds.
     *
     * @param place the tried entry's among them, from 1; 0 when it is not there
     */
    record TrialResult(int place, List<TriedEntry> found) {}

    TrialResult of(FaqId entry, String question) {
        List<TriedEntry> found = catalogue.search(question, FOUND).stream().map(this::found).toList();
        return new TrialResult(found.stream().map(TriedEntry::id).toList().indexOf(entry.value()) + 1, found);
    }

    private TriedEntry found(Hit hit) {
        return new TriedEntry(hit.entry().id().value(), hit.entry().question(), hit.confidence().value(),
                thresholds.now().band(hit).word());
    }
}
