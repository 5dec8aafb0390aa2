package io.parley.knowledge;

import java.nio.file.Path;

/** Brings the FAQ of a file into the database. */
public interface KnowledgeImport {

    /**
     * Imports a file. Rows that are wrong are left out and reported; everything else goes in. Importing the same file
     * again changes nothing.
     *
     * @param file     a FAQ CSV, UTF-8
     * @param listener is told about the progress
     * @throws UnreadableFaq when the file as a whole cannot be taken as a FAQ; nothing of it went in
     */
    ImportReport importFile(Path file, ImportListener listener);
}
