package io.parley.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.knowledge.importing.FaqFile;
import io.parley.knowledge.importing.FaqFormat;
import io.parley.knowledge.importing.FaqRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FAQs of so few entries that most of what people ask near to them has no answer. */
class SmallFaqTest {

    private static final Path SEED = Path.of("../shared/data/seeds/sample_knowledge_and_scenarios.json");
    private static final double ANSWERED = 0.5;
    private static final double OFFERED = 0.15;
    private static final List<String> ENTRIES = List.of(
            "reset,How do I reset my password?,Use the link on the login page.,I forgot my password",
            "cancel,How do I cancel my subscription?,Choose Cancel in your account settings.,",
            "hours,What are your opening hours?,We are open from 9 to 5 on weekdays.,");
    private static final Search THREE = search(first(3));
    private static final String FOURTH = "double,I was charged twice for my subscription,"
            + "We refund the second payment within five days.,"
            + "\"Why are there two charges for one payment?\nThere is a duplicate charge on my account\"";

    private static List<FaqRow> first(int entries) {
        return rows(ENTRIES.subList(0, entries));
    }

    private static List<FaqRow> rows(List<String> lines) {
        String csv = "id,question,answer,alternatives\n" + String.join("\n", lines) + "\n";
        return FaqFormat.contentsOf(FaqFile.of("faq.csv", csv.getBytes(StandardCharsets.UTF_8))).rows();
    }

    private static Search search(List<FaqRow> rows) {
        return new FaqTrials(KnowledgeFixture.EMBEDDER, new Chunks(KnowledgeFixture.EMBEDDER.wordPieces()),
                Calibration.shipped()).search(rows);
    }

    private static double sure(Search search, String question, String entry) {
        Hit best = search.meanings(question, 1).getFirst();
        System.out.printf("%s: %s %.2f%n", question, best.entry().id(), best.confidence().value());
        return best.entry().question().equals(entry) || best.entry().id().value().equals(entry)
                ? best.confidence().value()
                : 0;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void answersWhatItWasTaughtHoweverFewEntriesItHas(int entries) {
        Search faq = search(first(entries));

        assertThat(List.of("How do I reset my password?", "how do i reset my password", "I forgot my password",
                "How can I reset my password?", "how do I resett my pasword"))
                .allSatisfy(question -> assertThat(sure(faq, question, "reset")).isGreaterThan(ANSWERED));
    }

    @Test
    void answersTheOnlyWayToAskThatItHas() {
        Search faq = search(rows(ENTRIES.subList(1, 2)));

        assertThat(List.of("How do I cancel my subscription?", "how do i cancel my subscripton",
                "how can I cancel my subscription"))
                .allSatisfy(question -> assertThat(sure(faq, question, "cancel")).isGreaterThan(ANSWERED));
        assertThat(sure(faq, "how much is a subscription", "cancel")).isLessThan(ANSWERED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"how can I cancel", "i want to end my subscription", "forgot my password",
            "when do you open"})
    void answersWhatIsAskedInOtherWords(String question) {
        assertThat(THREE.meanings(question, 1).getFirst().confidence().value()).isGreaterThan(ANSWERED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"I was charged twice for my subscription", "how much is a subscription"})
    void doesNotAnswerWhatOnlySharesATopic(String question) {
        Hit best = THREE.meanings(question, 1).getFirst();

        assertThat(best.confidence().value()).as(best.entry().question()).isLessThan(ANSWERED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"do you ship to Norway", "what is the weather"})
    void offersNothingForWhatItKnowsNothingOf(String question) {
        assertThat(THREE.meanings(question, 3)).allSatisfy(hit -> assertThat(hit.confidence().value())
                .as(hit.entry().question()).isLessThan(OFFERED));
    }

    @Test
    void answersTheQuestionsOfTheSeedInOtherWordsAndWhatItWasTaughtInThreeWays() {
        assumeTrue(Files.exists(SEED), "The shared test data is absent, so its three entries are not asked.");
        List<FaqRow> seed = FaqFormat.contentsOf(FaqFile.read(SEED)).rows();
        Search three = search(seed);

        assertThat(sure(three, "I need to reset my password", "How do I reset my password?")).isGreaterThan(ANSWERED);
        assertThat(sure(three, "which payment methods can I use", "What payment methods do you accept?"))
                .isGreaterThan(ANSWERED);
        assertThat(sure(three, "how do I track an order", "How can I track my order?")).isGreaterThan(ANSWERED);

        Search four = search(Stream.concat(seed.stream(), rows(List.of(FOURTH)).stream()).toList());
        assertThat(sure(four, "My account shows duplicate charges", "double")).isGreaterThan(ANSWERED);
    }
}
