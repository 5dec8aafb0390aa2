package io.parley.insight;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A participant's message, with what the bot gave for it.
 *
 * @param participant 0 where nobody knows who said it
 * @param given null when the bot gave nothing
 * @param vote the participant's own on what was given; 0 for none
 */
record Turn(long id, long participant, Instant at, Said said, @Nullable Given given, int vote) {

    /**
     * The participant's message.
     *
     * @param command a request without a sentence; null for none
     * @param isChoice whether it picks one of the choices
     * @param words a digest of the words; empty when there were none
     */
    record Said(@Nullable String command, boolean isChoice, String words) {}

    /**
     * The bot's answer.
     *
     * @param id of the message
     * @param entry the entry that it is from; null for none
     * @param confidence how probably it is right, 0 to 1
     * @param isLearned whether agents taught the entry before
     */
    record Given(long id, String source, @Nullable String reason, @Nullable String entry, double confidence,
            boolean isLearned) {}

    /** Whether it only starts over. */
    boolean isReset() {
        return said.command == null && !said.isChoice && said.words.isEmpty() && given == null;
    }

    boolean isFrom(String source) {
        return given != null && given.source.equals(source);
    }

    /** The entry that answered. */
    Optional<String> entry() {
        return isFrom("faq") ? Optional.ofNullable(given).map(Given::entry) : Optional.empty();
    }

    /** Whether agents taught the entry that answered. */
    boolean isLearned() {
        return isFrom("faq") && given != null && given.isLearned;
    }

    /** How probably what was given is right; 0 where that is not known. */
    double confidence() {
        return given == null ? 0 : given.confidence;
    }

    boolean isAnswered() {
        return isFrom("faq") || isFrom("model");
    }

    boolean asksForPerson() {
        return "human".equals(said.command) || (isFrom("handoff") && isGivenFor("asked_for_person"));
    }

    /** Whether the bot looked for an answer. What is pressed, such as a choice, is found without. */
    boolean isSearched() {
        boolean isMissed = isFrom("notice") && (isGivenFor("not_understood") || isGivenFor("limited"));
        return isSentence() && !asksForPerson()
                && (isAnswered() || isFrom("choices") || isFrom("handoff") || isMissed);
    }

    boolean isThanks() {
        return isFrom("notice") && isGivenFor("thanks");
    }

    boolean complains() {
        return "not_helped".equals(said.command) || "none_of_these".equals(said.command);
    }

    /** Whether somebody wants to know something; small talk asks nothing. */
    boolean isQuestion() {
        return asksForPerson() || (isSentence() && (given == null || isSearched()));
    }

    /** Whether it is said in words that are no request or choice. */
    private boolean isSentence() {
        return said.command == null && !said.isChoice && !isReset();
    }

    /** Whether it is about something that somebody can come back with. */
    boolean hasMatter() {
        return isAnswered() || (isQuestion() && !asksForPerson());
    }

    /** Whether an episode can begin with it. */
    boolean opens() {
        return isQuestion() || said.isChoice || isFrom("handoff");
    }

    /** Whether both are about one thing: the same words, or the same entry. */
    boolean isLike(Turn other) {
        boolean isSaidAlike = !said.words.isEmpty() && said.words.equals(other.said.words);
        return isSaidAlike || (given != null && other.given != null && given.entry != null
                && given.entry.equals(other.given.entry));
    }

    private boolean isGivenFor(String reason) {
        return given != null && reason.equals(given.reason);
    }
}
