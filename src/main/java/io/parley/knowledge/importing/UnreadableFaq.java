package io.parley.knowledge.importing;

/** A file could not be taken as a FAQ; the message names the file, what is wrong with it and what to do. */
public class UnreadableFaq extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableFaq(String file, String problem, String advice) {
        super(file + ": " + problem + " " + advice);
    }
}
