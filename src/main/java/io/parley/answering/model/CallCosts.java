package io.parley.answering.model;

import java.util.Optional;

/**
 * What the calls for one purpose cost.
 *
 * @param longest how many tokens the model may write
 */
record CallCosts(ModelMeter meter, ModelMeter.Purpose purpose, String model, int longest) {
    /** A token has about four letters in English, fewer elsewhere. */
    private static final int LETTERS = 2;

    Optional<ModelMeter.Call> begin(String instructions, String question, long most) {
        return meter.begin(purpose, model, tokens(instructions) + tokens(question), longest, most);
    }

    /** At least so many tokens as a text has, in most languages. */
    static int tokens(String text) {
        return text.length() / LETTERS + 1;
    }
}
