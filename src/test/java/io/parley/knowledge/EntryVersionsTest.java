package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.knowledge.faq.EntryChange;
import io.parley.knowledge.faq.EntryChange.Reason;
import io.parley.knowledge.faq.EntryVersion;
import io.parley.knowledge.faq.EntryVersions;
import io.parley.knowledge.faq.FaqEntry.State;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.ImportListener;
import io.parley.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryVersionsTest {
    private static final TestDatabase database = TestDatabase.migrated();
    private static final FaqId PARCEL = new FaqId("parcel");
    private final EntryVersions versions = new EntryVersions(database.jdbc());

    @TempDir
    private Path directory;

    @AfterAll
    static void close() {
        database.close();
    }

    @AfterEach
    void clear() {
        database.clear();
    }

    @Test
    void anImportLeavesAVersionOfWhatItChangedAndOfNothingElse() throws IOException {
        try (KnowledgeFixture instance = KnowledgeFixture.over(database)) {
            String first = "id,question,answer,alternatives\nparcel,Where is my parcel?,Look.,my box\nhours,When?,At 9.,\n";
            instance.importCsv(first);
            instance.importCsv(first);
            instance.importCsv(first.replace("Look.", "Look at the mail."));

            List<EntryVersion> found = versions.before(PARCEL, Integer.MAX_VALUE, 10);
            assertThat(found).extracting(EntryVersion::revision).containsExactly(2, 1);
            assertThat(found).extracting(version -> version.content().entry().answer())
                    .containsExactly("Look at the mail.", "Look.");
            assertThat(found.getFirst().content().alternatives()).containsExactly("my box");
            assertThat(found.getFirst().change()).isEqualTo(EntryChange.nameless(Reason.IMPORTED));
            assertThat(versions.before(new FaqId("hours"), Integer.MAX_VALUE, 10)).hasSize(1);

            instance.knowledgeImport.replaceBy(
                    Files.writeString(directory.resolve("faq.csv"), "id,question,answer\nhours,When?,At 9.\n"),
                    ImportListener.SILENT);

            EntryVersion gone = versions.find(PARCEL, 3).orElseThrow();
            assertThat(gone.content().entry().state()).isEqualTo(State.RETIRED);
            assertThat(gone.change().reason()).isEqualTo(Reason.DELETED);
        }
    }

    @Test
    void theLastHundredAreKept() {
        database.jdbc().sql("""
                insert into faq_entry (id, question, answer, state, change, revision)
                values ('parcel', 'Where?', 'There.', 'published', 7, 1)""").update();
        for (int revision = 1; revision <= 103; revision++) {
            database.jdbc().sql("update faq_entry set revision = ?").param(revision).update();
            versions.keep(7, new EntryChange("ann", Reason.CHANGED));
        }
        assertThat(versions.before(PARCEL, Integer.MAX_VALUE, 200)).hasSize(EntryVersions.MAX_KEPT)
                .extracting(EntryVersion::revision).startsWith(103).endsWith(4);
    }
}
