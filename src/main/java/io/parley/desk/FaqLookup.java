package io.parley.desk;

import io.parley.knowledge.Catalogue;
import io.parley.knowledge.FaqDesk;
import io.parley.knowledge.faq.EntryContent;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Thresholds;
import io.parley.settings.Live;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds answers of the FAQ for agents who write to a customer. */
@Component
class FaqLookup {
    private static final int MOST_WORDS = 500;
    private static final int MOST = 5;

    private final Catalogue catalogue;
    private final FaqDesk faq;
    private final Live<Thresholds> thresholds;

    FaqLookup(Catalogue catalogue, FaqDesk faq, Live<Thresholds> thresholds) {
        this.thresholds = thresholds;
        this.catalogue = catalogue;
        this.faq = faq;
    }

    /**
     * An entry with an answer.
     *
     * @param percent how sure the bot is that it is meant
     */
    record Near(String id, String question, String answer, long percent) {}

    /** The answers that the bot would find for a text, the surest first, at most five. */
    List<Near> near(@Nullable String text) {
        String asked = text == null ? "" : text.strip();
        String words = asked.substring(0, Math.min(MOST_WORDS, asked.length()));
        return words.isEmpty()
                ? List.of()
                : catalogue.search(words, MOST).stream().filter(Hit::isAnswerable).map(FaqLookup::near).toList();
    }

    /** Of these, those of which the bot would offer at least as a choice what they say. */
    List<Near> worthShowing(@Nullable String text) {
        double least = thresholds.now().choices() * 100;
        return near(text).stream().filter(one -> one.percent() >= least).toList();
    }

    /** The answer of an entry; empty when there is no such entry, or it has no answer yet. */
    Optional<String> answer(String id) {
        return Optional.of(id).filter(one -> !one.isBlank() && one.length() <= FaqId.MAX_LENGTH && !one.contains("\0"))
                .flatMap(one -> faq.find(new FaqId(one))).map(EntryContent::entry)
                .filter(entry -> !entry.isDraft())
                .flatMap(entry -> Optional.ofNullable(entry.answer()));
    }

    private static Near near(Hit hit) {
        return new Near(hit.entry().id().value(), hit.entry().question(), Objects.requireNonNull(hit.entry().answer()),
                Math.round(hit.confidence().value() * 100));
    }
}
