package io.parley.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A document in {@code docs} that the build writes. */
public final class WrittenDocument {
    private WrittenDocument() {}

    /** Writes the document as it should be to {@code target/docs}, and fails if the one in {@code docs} differs. */
    public static void requireCurrent(String name, String text) throws IOException {
        Path document = Path.of("docs", name);
        Path current = Path.of("target", "docs", name);
        Files.createDirectories(current.getParent());
        Files.writeString(current, text);
        assertThat(Files.exists(document) ? Files.readString(document) : "")
                .as("%s is not current: cp %s %s", document, current, document).isEqualTo(text);
    }
}
