package io.parley.knowledge.importing;

import io.parley.knowledge.FaqEntry;
import io.parley.knowledge.FaqId;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry as a file words it, checked but not yet compared with what the database holds.
 *
 * @param line   the line on which it begins, from 1
 * @param intent what is meant by it; empty when it stands for itself
 */
public record FaqRow(long line, FaqId id, String question, @Nullable String answer, String category, String keywords,
        List<String> alternatives, List<String> negatives, @Nullable String url, @Nullable String owner,
        @Nullable LocalDate reviewBy, String language, String intent) {

    /** A row that stands for itself. */
    FaqRow(long line, FaqId id, String question, @Nullable String answer, String category, String keywords,
            List<String> alternatives, List<String> negatives, @Nullable String url, @Nullable String owner,
            @Nullable LocalDate reviewBy, String language) {
        this(line, id, question, answer, category, keywords, alternatives, negatives, url, owner, reviewBy, language,
                "");
    }

    /** How many ways to ask it names. */
    int ways() {
        return 1 + alternatives.size();
    }

    /** The entry that this row makes where its file is the whole FAQ: what was out of use comes back as the row has it. */
    FaqEntry instead(@Nullable FaqEntry before) {
        return before == null || before.state() != FaqEntry.State.RETIRED
                ? onto(before)
                : onto(null).withRevision(before.revision() + 1);
    }

    /** The entry that this row makes of what was there; what it leaves empty in the answer stays. */
    public FaqEntry onto(@Nullable FaqEntry before) {
        String newAnswer = answer == null && before != null ? before.answer() : answer;
        return new FaqEntry(id, question, newAnswer, category, keywords, url, owner, reviewBy, language,
                stateAfter(before), before == null ? 1 : before.revision() + 1, intent);
    }

    private FaqEntry.State stateAfter(@Nullable FaqEntry before) {
        if (before != null && (answer == null || before.state() == FaqEntry.State.RETIRED)) {
            return before.state();
        }
        return answer == null ? FaqEntry.State.DRAFT : FaqEntry.State.PUBLISHED;
    }
}
