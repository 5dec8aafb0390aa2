package io.parley.learning.suggestion;

import io.parley.knowledge.faq.FaqEntry;
import java.util.List;

/**
 * An entry that is near to what somebody wants to teach.
 *
 * @param similarity the cosine of the questions
 * @param asksTheSame whether it is the answer to the same question
 * @param saysTheSame whether its answer says the same
 * @param differs numbers, days, links and negations that stand in one of both answers only
 */
public record Beside(FaqEntry entry, double similarity, boolean asksTheSame, boolean saysTheSame,
        List<String> differs) {
    public Beside {
        differs = List.copyOf(differs);
    }

    /** Whether it says something else to the same question. */
    public boolean contradicts() {
        return asksTheSame && !saysTheSame;
    }
}
