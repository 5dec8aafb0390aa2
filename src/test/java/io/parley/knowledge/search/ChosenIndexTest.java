package io.parley.knowledge.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.fake.model.FakeEmbeddings;
import io.parley.fake.model.FakeEmbeddings.Mood;
import io.parley.knowledge.KnowledgeFixture;
import io.parley.knowledge.embedding.ChosenModel;
import io.parley.knowledge.embedding.ChosenModelTest;
import io.parley.knowledge.embedding.Chunks;
import io.parley.knowledge.embedding.Embedding;
import io.parley.knowledge.embedding.EmbeddingFault;
import io.parley.knowledge.embedding.EmbeddingHealth;
import io.parley.knowledge.embedding.EmbeddingSettings;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.ranking.Calibration;
import io.parley.support.TestDatabase;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A FAQ that moves from the built-in model to a provider's. */
class ChosenIndexTest {

    private static final TestDatabase database = TestDatabase.migrated();
    private static final int ENTRIES = 30;
    private static final String FAQ = "id,question,answer\n" + IntStream.range(0, ENTRIES)
            .mapToObj(i -> "entry" + i + ",Do you sell " + name(i) + " lamps?,\"Yes, " + name(i) + " ones.\"\n")
            .collect(Collectors.joining());

    private final FakeEmbeddings provider = FakeEmbeddings.start();

    @BeforeEach
    void begin() {
        database.clear();
    }

    @AfterEach
    void end() {
        provider.close();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static String name(int i) {
        return "" + (char) ('a' + i / 10) + (char) ('k' + i % 10) + "el";
    }

    /** An instance, and its index of the provider's vectors. */
    private record Instance(KnowledgeFixture fixture, ChosenIndex chosen, Search search) implements AutoCloseable {

        static Instance over(EmbeddingSettings settings) {
            KnowledgeFixture fixture = KnowledgeFixture.over(database);
            ChosenModel model = ChosenModelTest.model(settings);
            TransactionTemplate oneView = database.transactions();
            oneView.setReadOnly(true);
            oneView.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
            ChosenIndex chosen = new ChosenIndex(model, fixture.entries, fixture.phrasings,
                    new Embedding(fixture.entries, fixture.phrasings, model.texts(), settings.batch(),
                            database.transactions(), () -> {}),
                    new FaqIndexes(KnowledgeFixture.EMBEDDER.wordPieces()::isWord), oneView);
            return new Instance(fixture, chosen, new PreferredSearch(chosen::isComplete,
                    new FaqSearch(chosen.answers(), model.questions(),
                            new Chunks(KnowledgeFixture.EMBEDDER.wordPieces()), Calibration.shipped()),
                    fixture.search));
        }

        String found(String text) {
            List<Hit> hits = search.search(text, 1);
            return hits.isEmpty() ? "" : hits.getFirst().entry().id().value();
        }

        @Override
        public void close() {
            chosen.model().close();
            chosen.close();
            fixture.close();
        }
    }

    private Instance instance() {
        return Instance.over(ChosenModelTest.settings(provider, "openai"));
    }

    private static int texts() {
        return database.jdbc().sql("select count(*) from faq_phrasing").query(Integer.class).single();
    }

    private static List<byte[]> builtInVectors() {
        return database.jdbc().sql("select vector from faq_phrasing order by id").query(byte[].class).list();
    }

    @Test
    void servesByTheOldVectorsUntilTheNewOnesAreComplete() {
        try (Instance instance = instance()) {
            instance.fixture.importCsv(FAQ);
            List<byte[]> before = builtInVectors();

            provider.failsAfter(3);
            assertThat(instance.chosen.embedsAll()).isFalse();
            instance.chosen.catchUp();
            assertThat(instance.chosen.isComplete()).isFalse();
            assertThat(instance.chosen.health().left()).isBetween(1, texts() - 1);
            assertThat(instance.found("do you sell akel lamps")).isEqualTo("entry0");
            assertThat(provider.sent()).doesNotContain("do you sell akel lamps");

            provider.works();
            assertThat(instance.chosen.embedsAll()).isTrue();
            instance.chosen.catchUp();
            assertThat(instance.chosen.isComplete()).isTrue();
            assertThat(instance.chosen.health()).isEqualTo(
                    new EmbeddingHealth("openai:" + FakeEmbeddings.MODEL, true, 0, null));
            assertThat(instance.found("do you sell akel lamps")).isEqualTo("entry0");
            assertThat(provider.sent()).contains("do you sell akel lamps");
            assertThat(builtInVectors()).containsExactlyElementsOf(before);
        }
    }

    @Test
    void embedsNoTextTwiceWhenItIsBrokenOff() {
        try (Instance first = instance()) {
            first.fixture.importCsv(FAQ);
            provider.failsAfter(4);
            first.chosen.embedsAll();
        }
        int stored = database.jdbc().sql("select count(chosen_vector) from faq_phrasing").query(Integer.class).single();
        provider.works();

        try (Instance second = instance()) {
            int before = provider.embedded().size();
            assertThat(second.chosen.embedsAll()).isTrue();
            second.chosen.catchUp();

            assertThat(stored).isBetween(1, texts() - 1);
            assertThat(provider.embedded().size() - before).isEqualTo(texts() - stored);
            assertThat(second.chosen.isComplete()).isTrue();
        }
    }

    @Test
    void answersByTheBuiltInModelWhileTheProviderIsAway() {
        EmbeddingSettings impatient = ChosenModelTest.settings(provider, "openai", Duration.ofSeconds(2));
        try (Instance instance = Instance.over(impatient)) {
            instance.fixture.importCsv(FAQ);
            instance.chosen.embedsAll();
            instance.chosen.catchUp();
            for (Mood mood : List.of(Mood.FAILS, Mood.RATE_LIMITS, Mood.TALKS_NONSENSE, Mood.HANGS)) {
                provider.mood(mood);

                assertThat(instance.found("do you sell " + name(7) + " lamps")).as(mood.name()).isEqualTo("entry7");
                assertThat(instance.chosen.health().isServing()).as(mood.name()).isFalse();
                assertThat(instance.chosen.health().fault()).as(mood.name()).isNotNull();
            }
            provider.close();
            assertThat(instance.found("do you sell " + name(8) + " lamps")).isEqualTo("entry8");
        }
    }

    @Test
    void takesANewEntryAtOnceAndEmbedsItAfterwards() {
        try (Instance instance = instance()) {
            instance.fixture.importCsv(FAQ);
            instance.chosen.embedsAll();
            instance.chosen.catchUp();

            provider.mood(Mood.FAILS);
            instance.fixture.importCsv(FAQ + "parking,Is there parking?,Behind the house.\n");
            instance.chosen.embedsAll();
            instance.chosen.catchUp();
            assertThat(instance.found("where can I park, is there parking")).isEqualTo("parking");
            assertThat(instance.chosen.isComplete()).isFalse();

            provider.works();
            int before = new HashSet<>(provider.embedded()).size();
            instance.chosen.embedsAll();
            instance.chosen.catchUp();
            assertThat(instance.chosen.isComplete()).isTrue();
            assertThat(instance.chosen.answers().entries()).containsKey(new FaqId("parking"));
            assertThat(new HashSet<>(provider.embedded())).hasSize(before + 3);
        }
    }

    @Test
    void embedsAllAnewForAnotherModel() {
        try (Instance instance = instance()) {
            instance.fixture.importCsv(FAQ);
            instance.chosen.embedsAll();
        }
        EmbeddingSettings shorter = ChosenModelTest.settings(provider.dimension(48), "ollama");
        try (Instance instance = Instance.over(shorter)) {
            instance.chosen.catchUp();
            assertThat(instance.chosen.isComplete()).isFalse();
            instance.chosen.embedsAll();
            instance.chosen.catchUp();

            assertThat(instance.chosen.isComplete()).isTrue();
            assertThat(database.jdbc().sql("select distinct chosen_model || ' ' || chosen_dimension from faq_phrasing")
                    .query(String.class).list()).containsExactly("ollama:fake-embedding 48");
        }
    }

    /** A server can give the same name to another model. */
    @Test
    void saysSoWhenStoredVectorsHaveAnotherLength() {
        try (Instance instance = instance()) {
            instance.fixture.importCsv(FAQ);
            instance.chosen.embedsAll();
        }
        provider.dimension(48);
        try (Instance instance = instance()) {
            instance.fixture.freshness.catchUp();
            instance.chosen.catchUp();
            assertThat(instance.found("do you sell akel lamps")).isEqualTo("entry0");
            assertThat(instance.chosen.health().isServing()).isFalse();
            assertThat(instance.chosen.examine().fault()).isEqualTo(EmbeddingFault.OTHER_DIMENSION);
        }
    }

    @Test
    void aTextThatTheProviderRefusesHoldsUpNothing() {
        provider.refuses("crel");
        try (Instance instance = instance()) {
            instance.fixture.importCsv(FAQ);

            assertThat(instance.chosen.embedsAll()).isTrue();
            instance.chosen.catchUp();

            assertThat(instance.chosen.isComplete()).isTrue();
            assertThat(instance.found("do you sell akel lamps")).isEqualTo("entry0");
        }
    }

    @Test
    void movesToThe32BitModelInTheSameWay() {
        EmbeddingSettings minilm = new EmbeddingSettings(null, "minilm", null, null, null, Duration.ofSeconds(30),
                Duration.ofSeconds(10), 32, Duration.ofSeconds(60));
        try (Instance instance = Instance.over(minilm)) {
            instance.fixture.importCsv(FAQ);
            assertThat(instance.found("do you sell akel lamps")).isEqualTo("entry0");

            assertThat(instance.chosen.embedsAll()).isTrue();
            instance.chosen.catchUp();
            assertThat(instance.chosen.health()).isEqualTo(new EmbeddingHealth("minilm", true, 0, null));
            assertThat(instance.found("do you sell akel lamps")).isEqualTo("entry0");
        }
    }
}
