package io.parley.knowledge;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One question with its answer, as the FAQ holds it now.
 *
 * @param id       its lasting name
 * @param question the question as the FAQ words it
 * @param answer   the answer, word for word; null in a draft that nobody has answered yet
 * @param category where it belongs, or empty
 * @param keywords words that customers use for it, separated by spaces or commas, or empty
 * @param url      a page that says more
 * @param owner    who keeps it right
 * @param reviewBy the day by which its owner wants to look at it again
 * @param language its language as an IETF tag, such as {@code en}
 * @param state    whether it may be answered with
 * @param revision counts its changes, from 1
 */
public record FaqEntry(FaqId id, String question, @Nullable String answer, String category, String keywords,
        @Nullable String url, @Nullable String owner, @Nullable LocalDate reviewBy, String language, State state,
        int revision) {

    /** Whether the bot may answer with an entry. */
    public enum State {
        /** May be answered with. */
        PUBLISHED,
        /** Waits for review: it is searched, never answered. */
        DRAFT,
        /** Out of use: neither searched nor answered, and no import brings it back. */
        RETIRED
    }

    public FaqEntry {
        if (state == State.PUBLISHED && (answer == null || answer.isBlank())) {
            throw new IllegalArgumentException("FAQ entry " + id + " has no answer, so it can only be a draft.");
        }
    }

    /** Whether the entry waits for review, so that the bot must not answer with it. */
    public boolean isDraft() {
        return state == State.DRAFT;
    }

    /** The same entry in another state. */
    public FaqEntry withState(State newState) {
        return new FaqEntry(id, question, answer, category, keywords, url, owner, reviewBy, language, newState,
                revision);
    }

    /** The same entry with another wording. */
    public FaqEntry withText(String newQuestion, @Nullable String newAnswer) {
        return new FaqEntry(id, newQuestion, newAnswer, category, keywords, url, owner, reviewBy, language, state,
                revision);
    }

    FaqEntry withRevision(int newRevision) {
        return new FaqEntry(id, question, answer, category, keywords, url, owner, reviewBy, language, state,
                newRevision);
    }
}
