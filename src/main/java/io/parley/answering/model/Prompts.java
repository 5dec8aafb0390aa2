package io.parley.answering.model;

import io.parley.answering.words.AnswerWords;
import org.springframework.core.io.ResourceLoader;

/**
 * The model's prompts.
 *
 * @param instructions what it must do and must not
 * @param question     what it is asked, and with which entries
 * @param words        the words by which its answers are checked
 */
public record Prompts(Prompt instructions, Prompt question, AnswerWords words) {

    /** Reads them from a folder, and checks the variables that they take. */
    public static Prompts read(String folder, ResourceLoader files) {
        return new Prompts(Prompt.read(files.getResource(folder + "instructions.md"), GroundedModel.INSTRUCTIONS),
                Prompt.read(files.getResource(folder + "question.md"), GroundedModel.QUESTION),
                AnswerWords.read(files.getResource(folder + "checks.yaml")));
    }
}
