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
 * @param intent   what is meant by it; entries of one intent are ways to say the same. Empty when it stands for itself.
 */
public record FaqEntry(FaqId id, String question, @Nullable String answer, String category, String keywords,
        @Nullable String url, @Nullable String owner, @Nullable LocalDate reviewBy, String language, State state,
        int revision, String intent) {

    /** An entry that stands for itself. */
    public FaqEntry(FaqId id, String question, @Nullable String answer, String category, String keywords,
            @Nullable String url, @Nullable String owner, @Nullable LocalDate reviewBy, String language, State state,
            int revision) {
        this(id, question, answer, category, keywords, url, owner, reviewBy, language, state, revision, "");
    }

    /** Whether the bot may answer with an entry. */
    public enum State {
        /** May be answered with. */
        PUBLISHED,
        /** Has no answer yet: the catalogue finds it, the bot never answers with it. */
        DRAFT,
        /** What learning proposes: nobody but its reviewers ever sees it. */
        SUGGESTED,
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
        return state == State.DRAFT || state == State.SUGGESTED;
    }

    /** Whether both are ways to say the same: of one intent, or with one answer. */
    public boolean meansTheSameAs(FaqEntry other) {
        return id.equals(other.id) || (!intent.isEmpty() && intent.equals(other.intent))
                || (answer != null && answer.equals(other.answer));
    }

    /** The same entry in another state. */
    public FaqEntry withState(State newState) {
        return new FaqEntry(id, question, answer, category, keywords, url, owner, reviewBy, language, newState,
                revision, intent);
    }

    /** The same entry with another wording. */
    public FaqEntry withText(String newQuestion, @Nullable String newAnswer) {
        return new FaqEntry(id, newQuestion, newAnswer, category, keywords, url, owner, reviewBy, language, state,
                revision, intent);
    }

    /** Returns the entry with another revision, and otherwise as it is. */
    public FaqEntry withRevision(int newRevision) {
        return new FaqEntry(id, question, answer, category, keywords, url, owner, reviewBy, language, state,
                newRevision, intent);
    }
}
