package io.parley.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuickTestsTest {
    private final QuickTests quick = new QuickTests();

    @ParameterizedTest
    @CsvSource({"io.parley.secrets.SecretMaskTest, false", "io.parley.answering.DataWishesTest, false",
            "io.parley.database.SchemaTest, true", "io.parley.channel.web.StartingOverTest, true",
            "io.parley.process.CrashTest, true", "io.parley.desk.DeskInBrowserTest, true"})
    void leavesOutWhatStartsSomethingItselfOrByAnother(String test, boolean isSlow) throws ClassNotFoundException {
        assertThat(Class.forName(test)).isNotNull();
        assertThat(quick.isSlow(test)).isEqualTo(isSlow);
    }
}
