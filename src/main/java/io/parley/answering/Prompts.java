package io.parley.answering;

import org.springframework.core.io.ResourceLoader;

/**
 * The model's prompts.
 *
 * @param instructions what it must do and must not
 * @param question     what it is asked, and with which entries
 * @param words        the words by which its answers are checked
 */
record Prompts(Prompt instructions, Prompt question, AnswerWords words) {

    /** Reads them from a folder, and checks the variables that they take. */
    static Prompts read(String folder, ResourceLoader files) {
        return new Prompts(Prompt.read(files.getResource(folder + "instructions.md"), GroundedModel.INSTRUCTIONS),
                Prompt.read(files.getResource(folder + "question.md"), GroundedModel.QUESTION),
                AnswerWords.read(files.getResource(folder + "checks.yaml")));
    }
}
