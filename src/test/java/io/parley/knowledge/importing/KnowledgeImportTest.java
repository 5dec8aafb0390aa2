package io.parley.knowledge.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.knowledge.FaqEntry;
import io.parley.knowledge.FaqId;
import io.parley.knowledge.ImportListener;
import io.parley.knowledge.KnowledgeFixture;
import io.parley.support.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnowledgeImportTest {

    private static final TestDatabase database = TestDatabase.migrated();

    @TempDir
    private Path folder;

    private KnowledgeFixture instance = KnowledgeFixture.over(database);

    @BeforeEach
    void begin() {
        database.clear();
        instance = KnowledgeFixture.over(database);
    }

    @AfterEach
    void end() {
        instance.close();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void takesTheRowsAfterAQuotationMarkThatIsNotClosed() {
        ImportReport report = instance.importCsv("""
                question,answer
                First?,yes
                "Unclosed?,yes
                Next?,no
                Last?,well
                """);

        assertThat(report.added()).isEqualTo(3);
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.reason()).contains("quotation mark");
        });
    }

    @Test
    void replacesTheWholeFaq() throws IOException {
        instance.importCsv("id,question,answer\na,Is there parking?,Yes.\nb,Is there wifi?,Yes.\n");
        Path file = Files.writeString(folder.resolve("whole.csv"),
                "id,question,answer\nb,Is there wifi?,Yes.\nc,Is there tea?,Yes.\n");

        ImportReport report = instance.knowledgeImport.replaceBy(file, ImportListener.SILENT);

        assertThat(report.retired()).isEqualTo(1);
        assertThat(instance.entries.find(new FaqId("a"))).get().extracting(FaqEntry::state)
                .isEqualTo(FaqEntry.State.RETIRED);
        Path former = Files.writeString(folder.resolve("former.csv"), "id,question,answer\na,Is there parking?,Yes.\n");
        assertThat(instance.knowledgeImport.replaceBy(former, ImportListener.SILENT).retired()).isEqualTo(2);
        assertThat(instance.entries.find(new FaqId("a"))).get().extracting(FaqEntry::state)
                .isEqualTo(FaqEntry.State.PUBLISHED);
    }

    @Test
    void bringsNoFormerAnswerBackWithAQuestionThatTheWholeFaqHasWithoutOne() throws IOException {
        instance.importCsv("question,answer\nHow do I reset my password?,By the link.\n");
        replaceBy("other.csv", "question,answer\nIs there tea?,Yes.\n");

        ImportReport report = replaceBy("pairs.tsv", """
                id\tqid1\tqid2\tquestion1\tquestion2\tis_duplicate
                0\t1\t2\tHow do I reset my password?\tCan I reset it?\t1
                """);

        assertThat(report.canAnswer()).isFalse();
        assertThat(report.drafts()).isEqualTo(1);
        assertThat(instance.entries.find(FaqId.derivedFrom("How do I reset my password?"))).get()
                .extracting(FaqEntry::answer, FaqEntry::state).containsExactly(null, FaqEntry.State.DRAFT);
        assertThat(database.jdbc().sql("select count(*) from faq_phrasing where kind = 'answer' and text like '%link%'")
                .query(Integer.class).single()).isZero();
    }

    private ImportReport replaceBy(String name, String text) throws IOException {
        return instance.knowledgeImport.replaceBy(Files.writeString(folder.resolve(name), text),
                ImportListener.SILENT);
    }

    @Test
    void changesAndEmbedsNothingTheSecondTime() {
        String csv = """
                question,answer,category,keywords,alternatives
                Where is my parcel?,On its way.,delivery,parcel,"where's my stuff
                track order"
                Do you ship abroad?,,delivery,
                """.replace("delivery,\n", "delivery,,\n");
        ImportReport first = instance.importCsv(csv);
        long change = instance.entries.lastChange();

        ImportReport second = instance.importCsv(csv);

        assertThat(first.added()).isEqualTo(2);
        assertThat(first.embedded()).isEqualTo(6);
        assertThat(second).isEqualTo(new ImportReport("faq.csv", 2, 4, 0, 0, 0, 2, 1, 0, 0, true, List.of()));
        assertThat(instance.entries.lastChange()).isEqualTo(change);
    }

    @Test
    void readsColumnsInAnyOrderWithOrWithoutByteOrderMark() {
        ImportReport report = instance.importCsv("\uFEFFkeywords,answer,id,question\nsize,Yes.,fits,Does it fit?\n");

        assertThat(report.problems()).isEmpty();
        assertThat(instance.knowledge.entry(new FaqId("fits"))).get()
                .extracting(FaqEntry::question, FaqEntry::answer, FaqEntry::keywords)
                .containsExactly("Does it fit?", "Yes.", "size");
    }

    @Test
    void readsSemicolonsAsSpreadsheetsInEuropeWriteThem() {
        assertThat(instance.importCsv("question;answer\nIs it open?;Yes, daily.\n").added()).isEqualTo(1);
    }

    @Test
    void givesAnEntryWithoutIdTheSameIdEveryTime() {
        instance.importCsv("question,answer\nIs it OPEN?,Yes.\n");
        ImportReport report = instance.importCsv("question,answer\n is it open? ,Yes.\n");

        assertThat(report.added()).isZero();
        assertThat(report.changed()).isEqualTo(1);
    }

    @Test
    void reportsABadRowWithItsLineAndTakesTheRest() {
        ImportReport report = instance.importCsv("""
                question,answer,url,review_by
                Good one?,Yes.,,
                ,An answer to nothing.,,
                Bad link?,Yes.,ftp://example.org,
                Bad day?,Yes.,,soon
                Too many cells?,Yes,no,,maybe
                Good one?,Again.,,
                "Good, too?","Yes,
                very.",https://example.org/a,2027-01-31
                """);

        assertThat(report.added()).isEqualTo(2);
        assertThat(report.problems()).extracting(ImportReport.Problem::line).containsExactly(3L, 4L, 5L, 6L, 7L);
        assertThat(report.problems()).extracting(ImportReport.Problem::reason).first().isEqualTo("has no question");
        assertThat(report.problems().getLast().reason()).contains("line 2");
    }

    @Test
    void makesADraftOfAnEntryWithoutAnswerAndKeepsAnAnswerThatPeopleGaveIt() {
        instance.importCsv("id,question,answer\nx,Is there parking?,\n");
        assertThat(instance.knowledge.drafts()).isEqualTo(1);

        instance.importCsv("id,question,answer\nx,Is there parking?,Behind the house.\n");
        ImportReport report = instance.importCsv("id,question,answer\nx,Is there parking?,\n");

        assertThat(report.unchanged()).isEqualTo(1);
        assertThat(instance.knowledge.entry(new FaqId("x"))).get().extracting(FaqEntry::answer)
                .isEqualTo("Behind the house.");
    }

    @Test
    void takesBackPhrasingsThatTheFileNoLongerHolds() {
        instance.importCsv("id,question,answer,alternatives\nx,Is there parking?,Yes.,zebra crossing\n");
        instance.importCsv("id,question,answer,alternatives\nx,Is there parking?,Yes.,\n");

        assertThat(database.jdbc().sql("select text from faq_phrasing order by id").query(String.class).list())
                .containsExactly("Is there parking?", "Is there parking?\nYes.", "Yes.");
    }

    @Test
    void tellsHowFarItHasCome() {
        List<String> steps = new ArrayList<>();
        instance.knowledgeImport.importFile(
                FaqFile.of("a.csv", "question,answer\nA?,aye\nB?,bee\n".getBytes(StandardCharsets.UTF_8)),
                (step, done, total) -> steps.add(step + " " + done + "/" + total));

        assertThat(steps).containsExactly("STORING 2/2", "EMBEDDING 6/6");
    }

    @Test
    void saysInOneSentenceWhatIsWrongWithAFile(@TempDir Path folder) throws IOException {
        assertRefused(folder.resolve("absent.csv"), "no such file");
        assertRefused(folder, "not a file");
        assertRefused(file(folder, "book.xlsx", new byte[]{'P', 'K', 3, 4}), "workbook");
        assertRefused(file(folder, "utf16.csv", "question".getBytes(StandardCharsets.UTF_16LE)), "UTF-8");
        assertRefused(file(folder, "latin.csv", "question\nWo kaufe ich Gemüse?".getBytes(StandardCharsets.ISO_8859_1)),
                "UTF-8");
        assertRefused(file(folder, "empty.csv", new byte[0]), "question");
        assertRefused(file(folder, "other.csv", "a,b,c\n1,2,3\n".getBytes(StandardCharsets.UTF_8)), "question");
        assertRefused(file(folder, "twice.csv", "question,answer,answer\n".getBytes(StandardCharsets.UTF_8)), "twice");
    }

    private void assertRefused(Path file, String because) {
        assertThatThrownBy(() -> instance.knowledgeImport.importFile(file, ImportListener.SILENT))
                .isInstanceOf(UnreadableFaq.class).hasMessageStartingWith(file.toString())
                .hasMessageContaining(because);
    }

    private static Path file(Path folder, String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
