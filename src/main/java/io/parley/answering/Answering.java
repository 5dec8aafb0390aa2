package io.parley.answering;

import io.parley.knowledge.Hit;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.Search;
import io.parley.knowledge.Thresholds;
import java.util.List;
import org.springframework.stereotype.Component;

/** Answers questions. */
@Component
public class Answering {

    private static final int HITS = 5;
    private static final int CHOICES = 3;

    private final Search search;
    private final Knowledge knowledge;
    private final Thresholds thresholds;

    Answering(Search search, Knowledge knowledge, Thresholds thresholds) {
        this.search = search;
        this.knowledge = knowledge;
        this.thresholds = thresholds;
    }

    /**
     * The answer to a question, within 20 seconds; nothing that a person wrote and nothing that a model did makes it
     * throw.
     */
    public Answer answer(Question question) {
        if (question.wish() == Wish.HUMAN) {
            return new Handoff(HandoffReason.ASKED_FOR_PERSON, "I am passing you to a person.", List.of());
        }
        return question.chosen() == null
                ? fromFaq(question)
                : knowledge.entry(question.chosen()).<Answer>map(
                        entry -> new FaqAnswer(String.valueOf(entry.answer()), new io.parley.knowledge.Confidence(1),
                                Reference.to(entry)))
                        .orElseGet(() -> fromFaq(question));
    }

    /** How the language model does. */
    public ModelHealth modelHealth() {
        return ModelHealth.ABSENT;
    }

    private Answer fromFaq(Question question) {
        List<Hit> hits = search.search(question.text(), HITS).stream().filter(Hit::isAnswerable).toList();
        if (hits.isEmpty() || !hits.getFirst().confidence().atLeast(thresholds.choices())) {
            return new Handoff(HandoffReason.MISSING_KNOWLEDGE,
                    "I do not know that, so I am passing you to a person.", List.of());
        }
        Hit best = hits.getFirst();
        if (best.confidence().atLeast(thresholds.answer())) {
            return new FaqAnswer(String.valueOf(best.entry().answer()), best.confidence(),
                    Reference.to(best.entry()));
        }
        return new Choices("Did you mean one of these?", best.confidence(),
                hits.stream().limit(CHOICES).map(Hit::entry).map(Suggestion::of).toList());
    }
}
