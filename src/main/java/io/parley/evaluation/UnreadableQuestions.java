package io.parley.evaluation;

import java.nio.file.Path;

/** A file could not be taken as questions; the message names the file, what is wrong with it and what to do. */
public class UnreadableQuestions extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableQuestions(Path file, String problem, String advice) {
        super(file + ": " + problem + " " + advice);
    }
}
