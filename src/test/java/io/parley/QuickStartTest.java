package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickStartTest {

    @TempDir
    private Path folder;
    private Path jar;

    @BeforeEach
    void prepare() throws IOException {
        jar = Files.writeString(folder.resolve("parley.jar"), "packed");
        Path unpacked = Files.createDirectory(folder.resolve("parley"));
        Files.writeString(unpacked.resolve("made-from"), "6 " + Files.getLastModifiedTime(jar).toMillis() + " "
                + System.getProperty("java.home") + " " + System.getProperty("java.vm.version"));
    }

    @Test
    void putsWhatIsUnpackedInThePlaceOfTheJar() throws IOException {
        List<String> quicker = quicker("java", "-Xmx1g", "-jar", jar.toString(), "ask", "-jar").orElseThrow();

        assertThat(quicker).startsWith("java").contains("-XX:AOTCache=" + folder.resolve("parley/parley.aot"))
                .endsWith("-Xmx1g", "-jar", folder.resolve("parley/parley.jar").toString(), "ask", "-jar");
    }

    @Test
    void compilesLessForAnImport() throws IOException {
        assertThat(quicker("java", "-jar", jar.toString(), "import", "faq.csv").orElseThrow())
                .contains("-XX:TieredStopAtLevel=1").endsWith("import", "faq.csv");
        assertThat(quicker("java", "-jar", jar.toString(), "chat", "import").orElseThrow())
                .doesNotContain("-XX:TieredStopAtLevel=1");
        assertThat(quicker("java", "-jar", jar.toString()).orElseThrow()).doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @Test
    void leavesAJarAloneThatIsAnother() throws IOException {
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1));

        assertThat(quicker("java", "-jar", jar.toString())).isEmpty();
    }

    @Test
    void leavesAJarAloneThatStandsAlone() throws IOException {
        Files.delete(folder.resolve("parley/made-from"));

        assertThat(quicker("java", "-jar", jar.toString())).isEmpty();
    }

    @Test
    void leavesWhoDebugsAlone() throws IOException {
        assertThat(quicker("java", "-agentlib:jdwp=transport=dt_socket", "-jar", jar.toString())).isEmpty();
    }

    @Test
    void leavesAClassPathAlone() throws IOException {
        assertThat(quicker("java", "-cp", jar.toString(), "io.parley.Parley")).isEmpty();
        assertThat(quicker("java", "-cp", "classes", "io.parley.Parley", "-jar", jar.toString())).isEmpty();
    }

    private Optional<List<String>> quicker(String... own) throws IOException {
        int place = List.of(own).indexOf("-cp") + 1;
        return QuickStart.quicker(List.of(own), place > 0 ? own[place] : jar.toString());
    }
}
