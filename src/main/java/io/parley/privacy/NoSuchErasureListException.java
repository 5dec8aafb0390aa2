package io.parley.privacy;

import java.nio.file.Path;

/** Thrown when a list of erasures is to be read that is not there. */
public class NoSuchErasureListException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoSuchErasureListException(Path file) {
        super(file + " is not there. Name the file in which it was kept who was erased.");
    }
}
