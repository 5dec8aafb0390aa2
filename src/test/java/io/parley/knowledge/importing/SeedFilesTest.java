package io.parley.knowledge.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.knowledge.KnowledgeFixture;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.ImportListener;
import io.parley.knowledge.search.Hit;
import io.parley.support.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that nobody wrote for this project go in as they stand, twice. */
class SeedFilesTest {

    private static final Path DATA = Path.of("../shared/data");
    private static final TestDatabase database = TestDatabase.migrated();
    private KnowledgeFixture instance = KnowledgeFixture.over(database);

    @BeforeEach
    void begin() {
        assumeTrue(Files.exists(DATA), "The shared test data is absent, so its files are not imported.");
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

    private ImportReport importTwice(String file) {
        Path path = DATA.resolve(file);
        ImportReport first = instance.knowledgeImport.importFile(path, ImportListener.SILENT);
        long change = instance.entries.lastChange();
        ImportReport second = instance.knowledgeImport.importFile(path, ImportListener.SILENT);
        assertThat(second).isEqualTo(new ImportReport(first.file(), first.read(), first.ways(), first.repeated(), 0, 0,
                first.added(), first.drafts(), 0, 0, first.canAnswer(), first.problems()));
        assertThat(instance.entries.lastChange()).isEqualTo(change);
        instance.freshness.catchUp();
        return first;
    }

    @Test
    void takesTheFaqCsv() {
        ImportReport report = importTwice("seeds/faq_dataset.csv");

        assertThat(report.added()).isEqualTo(10);
        assertThat(report.problems()).isEmpty();
        assertThat(instance.search.search("how do i resett my pasword", 1).getFirst().entry().question())
                .isEqualTo("How do I reset my password?");
    }

    @Test
    void takesBitextWithResponses() {
        ImportReport report = importTwice("seeds/bitext_orders.csv");

        assertThat(report.added()).isEqualTo(418);
        assertThat(report.drafts()).isZero();
        assertThat(report.problems()).isEmpty();
        assertThat(instance.search.search("where is my order", 5)).allMatch(Hit::isAnswerable)
                .noneMatch(hit -> String.valueOf(hit.entry().answer()).contains("{{"));
    }

    @Test
    void takesQuestionsAndAnswersUnderAnyName() {
        ImportReport report = importTwice("seeds/sample_knowledge_and_scenarios.json");

        assertThat(report.added()).isEqualTo(3);
        assertThat(report.problems()).extracting(ImportReport.Problem::line).containsExactly(5L, 9L);
        assertThat(report.problems().getFirst().reason()).contains("'readme_scenarios'");
    }

    @Test
    void takesBitextWithoutResponsesAsDrafts() {
        ImportReport report = importTwice("bitext/bitext_8k.csv");

        assertThat(report.added()).isEqualTo(27);
        assertThat(report.drafts()).isEqualTo(27);
        assertThat(report.canAnswer()).isFalse();
        assertThat(report.ways() + report.repeated()).isEqualTo(report.read());
        assertThat(report.problems()).isEmpty();
        Hit hit = instance.catalogue.search("i want to cancel my last order", 1).getFirst();
        assertThat(hit.entry().id()).isEqualTo(new FaqId("cancel_order"));
        assertThat(hit.isAnswerable()).isFalse();
    }

    @Test
    void takesKeywordsWithResponsesAndNamesTheThingThatAQuestionNames() {
        ImportReport report = importTwice("seeds/keywords_responses.json");

        assertThat(report.added()).isEqualTo(15);
        assertThat(report.problems()).isEmpty();
        assertThat(instance.knowledge.manners().greeting()).startsWith("I'm doing well");
        assertThat(instance.knowledge.manners().fallback()).startsWith("I did not understand that.");
        assertThat(instance.knowledge.manners().exits()).containsExactly("exit", "goodbye", "quit");
        assertThat(answer("my macbook is slow")).contains("slow macbook performance");
        assertThat(answer("My phone battery is draining quickly")).contains("your phone battery");
        assertThat(answer("Does my toaster has a virus?")).contains("on your toaster");
        assertThat(answer("i forgot my password")).contains("your computer password");
    }

    private String answer(String question) {
        Hit hit = instance.search.search(question, 1).getFirst();
        System.out.printf("%s: %s %s%n", question, hit.entry().id(), hit.confidence());
        return String.valueOf(hit.entry().answer());
    }
}
