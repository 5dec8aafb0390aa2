package io.parley.answering.model;

import io.parley.answering.words.AnswerWords;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * The model's prompts.
 *
 * @param instructions what it must do and must not
 * @param question     what it is asked, and with which entries
 * @param ways         how else people would ask something
 * @param words        the words by which its answers are checked
 */
public record Prompts(Prompt instructions, Prompt question, Prompt ways, AnswerWords words) {

    /** Reads them from a folder, and checks the variables that they take. */
    public static Prompts read(String folder, ResourceLoader files) {
        return new Prompts(Prompt.read(files.getResource(folder + "instructions.md"), GroundedModel.INSTRUCTIONS),
                Prompt.read(files.getResource(folder + "question.md"), GroundedModel.QUESTION),
                Prompt.read(ways(folder, files), OtherWays.VARIABLES),
                AnswerWords.read(files.getResource(folder + "checks.yaml")));
    }

    /** Folders of prompts that were written before there was this one lack it. */
    private static Resource ways(String folder, ResourceLoader files) {
        Resource own = files.getResource(folder + "ways.md");
        return own.exists() ? own : files.getResource("classpath:prompts/ways.md");
    }
}
