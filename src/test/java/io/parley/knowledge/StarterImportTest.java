package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.TestDatabase;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ByteArrayResource;

/** The FAQ with which an empty database begins. */
@ExtendWith(OutputCaptureExtension.class)
class StarterImportTest {
    private static final TestDatabase database = TestDatabase.migrated();

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void saysThatRowsOfOnesOwnFaqAreLeftOut(CapturedOutput log) {
        byte[] faq = "question,answer\nDo you bake?,On Fridays.\n,An answer to nothing\n"
                .getBytes(StandardCharsets.UTF_8);
        KnowledgeSettings settings = new KnowledgeSettings(new ByteArrayResource(faq, "my-faq.csv"), true, false);
        try (KnowledgeFixture instance = new KnowledgeFixture(database, settings)) {
            instance.importStarter();

            assertThat(instance.entries.hasPublished()).isTrue();
            assertThat(log).contains("Left out 1 of the rows", "on line 3: has no question");
        }
    }
}
