package io.parley.knowledge.faq;

import org.springframework.modulith.NamedInterface;

/**
 * What people's verdicts say of one question and one entry.
 *
 * @param entry  an entry that was, or should have been, the answer
 * @param text   a customer's question
 * @param weight from 0 to 1, how probable it is that the entry answers the question, which then counts as a way to ask for
 *               it; below 0, by how many log-odds it is less likely than the FAQ alone has it; 0 teaches nothing
 */
@NamedInterface
public record Lesson(FaqId entry, String text, double weight) {

    /** The longest text that teaches something, in characters; longer ones ask for several things at once. */
    public static final int MAX_TEXT = 400;

    /** No verdicts weaken a pair by more log-odds than this. */
    public static final double MOST_WEAKENED = 8;

    public Lesson {
        if (!(weight >= -MOST_WEAKENED && weight <= 1)) {
            throw new IllegalArgumentException(
                    "A lesson's weight lies between " + -MOST_WEAKENED + " and 1, " + weight + " does not.");
        }
    }

    /** The same for texts that differ in case, spacing and punctuation only. */
    public static byte[] key(String text) {
        return NormalText.hash(text);
    }

    /** What the lesson makes of the text. */
    public Phrasing.Kind kind() {
        return weight > 0 ? Phrasing.Kind.CONFIRMED : Phrasing.Kind.WEAKENED;
    }
}
