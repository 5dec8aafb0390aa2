package io.parley.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void letOthersIn() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void closesAnEmptyDirectoryToOthers() throws IOException {
        assertThat(modeOnceUsed()).isEqualTo("rwx------");
    }

    @Test
    void closesADirectoryThatAnEarlierVersionLeftOpen() throws IOException {
        Files.writeString(directory.resolve("database.properties"), "");
        Files.createDirectory(directory.resolve("postgres"));

        assertThat(modeOnceUsed()).isEqualTo("rwx------");
    }

    @Test
    void leavesADirectoryOfOthersAsItIs() throws IOException {
        Files.writeString(directory.resolve("letter.txt"), "");

        assertThat(modeOnceUsed()).isEqualTo("rwxr-xr-x");
    }

    private String modeOnceUsed() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(new DataDirectory(directory).path()));
    }
}
