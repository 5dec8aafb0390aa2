package io.parley.knowledge.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.knowledge.KnowledgeFixture;
import io.parley.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FaqSearchTest {

    private static final Path HOSTILE = Path.of("../shared/data/hostile");
    private static final TestDatabase database = TestDatabase.migrated();
    private static final KnowledgeFixture instance = KnowledgeFixture.over(database);

    @BeforeAll
    static void begin() {
        instance.importCsv("""
                id,question,answer,alternatives,negatives
                reset,How do I reset my password?,Use the link.,I forgot my password,How do I change my user name?
                rename,How do I change my name?,In the settings.,,
                fees,What does a bank transfer cost?,%sOnly transfers to Liechtenstein by zeppelin cost 12 francs.,,
                pets,May I bring my dog?,,,
                """.formatted("Most transfers within the country are free of charge and arrive on the next day. "
                .repeat(25)));
    }

    @AfterAll
    static void close() {
        instance.close();
        database.close();
    }

    @Test
    void findsWhatIsAskedInOtherWords() {
        Hit first = instance.search.search("I cannot remember my login secret, forgot the password", 3).getFirst();

        assertThat(first.entry().id().value()).isEqualTo("reset");
        assertThat(first.matchedPhrasing()).isEqualTo("I forgot my password");
    }

    @Test
    void givesEachEntryOnceAndTheSurestFirst() {
        List<Hit> hits = instance.search.search("change password or name", 50);

        assertThat(hits).extracting(hit -> hit.entry().id()).doesNotHaveDuplicates();
        assertThat(hits).extracting(Hit::score).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void pushesDownAnEntryWhosePhrasingSaysThatItIsNotMeant() {
        assertThat(instance.ids("How do I change my user name?").getFirst()).isEqualTo("rename");
    }

    @Test
    void findsWhatOnlyTheTailOfALongAnswerSays() {
        assertThat(instance.ids("zeppelin to Liechtenstein").getFirst()).isEqualTo("fees");
    }

    @Test
    void findsAQuestionAtTheEndOfALongMail() {
        String mail = "I have been a customer for many years and always liked the friendly people on the phone. "
                .repeat(20) + "\n\nBut now to my question: I forgot my password, how can I reset it?";

        assertThat(instance.ids(mail).getFirst()).isEqualTo("reset");
    }

    @Test
    void findsDraftsWhereOneLooksAroundAndNeverToAnswerWith() {
        assertThat(instance.search.search("may I bring my dog", 50)).allMatch(Hit::isAnswerable);
        Hit first = instance.catalogue.search("may I bring my dog", 1).getFirst();

        assertThat(first.entry().id().value()).isEqualTo("pets");
        assertThat(first.isAnswerable()).isFalse();
    }

    @Test
    void findsNothingForBlankTextAndRefusesSillyCounts() {
        assertThat(instance.search.search(" \n ", 5)).isEmpty();
        assertThatThrownBy(() -> instance.search.search("x", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> instance.search.search("x", 51)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> instance.catalogue.search("x", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> instance.catalogue.search("x", 51)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isNotBrokenByQuerySyntaxOrOddCharacters() {
        for (String text : List.of("(", "\"unbalanced", "AND OR NOT", "what/why", "foo:bar", "*", "a~2^3", "\u200b",
                "\u0000", "\ud83d", "😀", "[CLS] [SEP] [PAD]", "x".repeat(9_000), "漢字 ".repeat(2_700))) {
            assertThat(instance.search.search(text, 5)).isNotNull();
        }
    }

    @Test
    void isNotBrokenByNaughtyStrings() throws IOException {
        assumeTrue(Files.exists(HOSTILE), "The shared test data is absent, so hostile strings are not searched for.");
        String[] strings = JsonMapper.shared()
                .readValue(Files.readString(HOSTILE.resolve("naughty-strings.json")), String[].class);

        assertThat(strings).hasSizeGreaterThan(500)
                .allSatisfy(text -> assertThat(instance.search.search(text, 5)).isNotNull());
    }

    @Test
    void isNotBrokenByPromptInjections() throws IOException {
        assumeTrue(Files.exists(HOSTILE), "The shared test data is absent, so injections are not searched for.");
        try (Stream<Path> files = Files.walk(HOSTILE.resolve("prompt-injections"))) {
            assertThat(files.filter(Files::isRegularFile).toList()).isNotEmpty()
                    .allSatisfy(file -> assertThat(instance.search.search(Files.readString(file), 5)).isNotNull());
        }
    }
}
