package io.parley.knowledge;

/**
 * A FAQ entry that a search found.
 *
 * @param entry           the entry; when it is a draft, it must not be answered with
 * @param matchedPhrasing the phrasing, or the part of the answer, that came nearest to the text
 * @param score           orders the hits of one search, greater is better; means nothing across searches
 * @param confidence      the probability that this entry is what the text asks for
 */
public record Hit(FaqEntry entry, String matchedPhrasing, double score, Confidence confidence) {

    /** Whether the bot may answer with this entry. */
    public boolean isAnswerable() {
        return !entry.isDraft();
    }
}
