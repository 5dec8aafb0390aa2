package io.parley.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.database.DataDirectory;
import io.parley.security.AdminPassword;
import io.parley.security.AdminSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AdminPasswordTest {
    @TempDir
    private Path directory;

    @Test
    void isMadeUpOnceAndKeptForThisUserAlone() throws IOException {
        DataDirectory data = new DataDirectory(directory);
        AdminPassword first = AdminPassword.of(new AdminSettings(null), data);
        AdminPassword afterRestart = AdminPassword.of(new AdminSettings(""), data);

        Path file = directory.resolve("admin-password");
        String password = Files.readString(file).strip();
        assertThat(password).hasSize(24);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(first.matches(password, "")).isTrue();
        assertThat(afterRestart.matches(password, "")).isTrue();
        assertThat(first.matches(password + " ", "")).isFalse();
    }

    @Test
    void isTakenWhenItIsShortWithAWarningThatDoesNotSayIt(CapturedOutput output) {
        DataDirectory data = new DataDirectory(directory);
        assertThat(AdminPassword.of(new AdminSettings("elevenchars"), data).matches("elevenchars", "")).isTrue();
        assertThat(output).contains("PARLEY_ADMIN_PASSWORD is shorter than 12 characters")
                .doesNotContain("elevenchars");
    }

    @Test
    void isTakenSilentlyWhenItIsLong(CapturedOutput output) {
        assertThat(AdminPassword.of(new AdminSettings("twelve chars"), new DataDirectory(directory))
                .matches("twelve chars", "")).isTrue();
        assertThat(output).isEmpty();
    }

    @Test
    void isNeverAnEmptyFile() throws IOException {
        DataDirectory data = new DataDirectory(directory);
        Files.writeString(directory.resolve("admin-password"), "\n");

        assertThatThrownBy(() -> AdminPassword.of(new AdminSettings(null), data)).hasMessageContaining("admin-password")
                .hasMessageContaining("Delete");
    }

    @Test
    void isTheConfiguredOneAndThenWrittenNowhere() {
        AdminPassword password = AdminPassword.of(new AdminSettings("chosen"), new DataDirectory(directory));

        assertThat(password.matches("chosen", "")).isTrue();
        assertThat(password.matches("", "")).isFalse();
        assertThat(directory).isEmptyDirectory();
    }
}
