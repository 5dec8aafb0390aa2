package io.parley.answering.model;

import java.util.Set;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * The judge's prompts.
 *
 * @param instructions by which it judges
 * @param answer       what it judges
 * @param version      of the instructions; judgements of different ones are not counted together
 */
public record JudgePrompts(Prompt instructions, Prompt answer, String version) {
    private static final String SHIPPED = "classpath:prompts/";

    /** Reads them from a folder, or those that ship where it has none. */
    public static JudgePrompts read(String folder, ResourceLoader files) {
        Prompt instructions = Prompt.read(file(folder, "judge.md", files), Set.of());
        return new JudgePrompts(instructions,
                Prompt.read(file(folder, "judged.md", files),
                        Set.of("fence", "messages", "question", "answer", "context")),
                instructions.version());
    }

    private static Resource file(String folder, String name, ResourceLoader files) {
        Resource own = files.getResource(folder + name);
        return own.exists() ? own : files.getResource(SHIPPED + name);
    }
}
