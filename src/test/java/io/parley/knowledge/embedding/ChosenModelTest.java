package io.parley.knowledge.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.parley.fake.model.FakeEmbeddings;
import io.parley.fake.model.FakeEmbeddings.Mood;
import io.parley.knowledge.KnowledgeFixture;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each provider embeds through its own protocol, and fails within bounds. */
public class ChosenModelTest {

    private final FakeEmbeddings provider = FakeEmbeddings.start();

    @AfterEach
    void close() {
        provider.close();
    }

    public static EmbeddingSettings settings(FakeEmbeddings provider, String protocol) {
        return settings(provider, protocol, FakeEmbeddings.MODEL, FakeEmbeddings.KEY, null);
    }

    static EmbeddingSettings settings(FakeEmbeddings provider, String protocol, String model, String key,
            @Nullable Integer dimension) {
        return settings(provider, protocol, model, key, dimension, Duration.ofSeconds(20));
    }

    /** Settings by which a call ends after that time. */
    public static EmbeddingSettings settings(FakeEmbeddings provider, String protocol, Duration timeout) {
        return settings(provider, protocol, FakeEmbeddings.MODEL, FakeEmbeddings.KEY, null, timeout);
    }

    private static EmbeddingSettings settings(FakeEmbeddings provider, String protocol, String model, String key,
            @Nullable Integer dimension, Duration timeout) {
        return new EmbeddingSettings(protocol, model, provider.baseUrl(protocol), key, dimension, timeout,
                Duration.ofMillis(50), 8, timeout);
    }

    public static ChosenModel model(EmbeddingSettings settings) {
        return Objects.requireNonNull(ChosenModel.of(settings, KnowledgeFixture.EMBEDDER.wordPieces()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "ollama"})
    void givesUnitVectorsOfTheModelsLength(String protocol) {
        try (ChosenModel model = model(settings(provider, protocol))) {
            List<float[]> vectors = model.texts().embedAll(List.of("Is there parking?", "Where is my parcel?"));

            assertThat(vectors).hasSize(2).allSatisfy(vector -> {
                assertThat(vector).hasSize(64);
                assertThat(VectorUtil.dotProduct(vector, vector)).isBetween(0.9999f, 1.0001f);
            });
            assertThat(model.questions().embed("Is there parking?")).isEqualTo(vectors.getFirst());
            assertThat(model.fault()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"openai, RATE_LIMITS, RATE_LIMITED", "openai, FAILS, SERVER_ERROR", "openai, HANGS, TIMEOUT",
            "openai, TALKS_NONSENSE, UNREADABLE", "openai, FORGETS_ONE, UNREADABLE",
            "ollama, RATE_LIMITS, RATE_LIMITED",
            "ollama, FAILS, SERVER_ERROR", "ollama, HANGS, TIMEOUT", "ollama, TALKS_NONSENSE, UNREADABLE",
            "ollama, FORGETS_ONE, UNREADABLE"})
    void saysWhyThereAreNoVectors(String protocol, Mood mood, EmbeddingFault fault) {
        Duration timeout = Duration.ofSeconds(mood == Mood.HANGS ? 2 : 20);
        try (ChosenModel model = model(settings(provider.mood(mood), protocol, timeout))) {
            assertThatExceptionOfType(EmbeddingFailed.class)
                    .isThrownBy(() -> model.texts().embedAll(List.of("Is there parking?", "Is there wifi?")))
                    .satisfies(e -> assertThat(e.fault()).isEqualTo(fault))
                    .satisfies(e -> assertThat(e).hasNoCause().message().doesNotContain("parking", FakeEmbeddings.KEY));
            assertThat(model.fault()).isEqualTo(fault);

            provider.works();
            assertThat(model.texts().embedAll(List.of("Is there parking?"))).hasSize(1);
            assertThat(model.fault()).isNull();
        }
    }

    @Test
    void saysThatTheKeyTheNameOrTheAddressIsWrong() {
        assertThat(fault(settings(provider, "openai", FakeEmbeddings.MODEL, "wrong", null)))
                .isEqualTo(EmbeddingFault.REFUSED_KEY);
        assertThat(fault(settings(provider, "openai", "unknown", FakeEmbeddings.KEY, null)))
                .isEqualTo(EmbeddingFault.UNKNOWN_MODEL);
        assertThat(fault(settings(provider, "ollama", "unknown", FakeEmbeddings.KEY, null)))
                .isEqualTo(EmbeddingFault.UNKNOWN_MODEL);
        EmbeddingSettings away = settings(provider, "openai");
        provider.close();
        assertThat(fault(away)).isEqualTo(EmbeddingFault.UNREACHABLE);
    }

    private static @Nullable EmbeddingFault fault(EmbeddingSettings settings) {
        try (ChosenModel model = model(settings)) {
            return model.examine();
        }
    }

    @Test
    void takesNoVectorsOfAnotherLength() {
        try (ChosenModel model = model(settings(provider, "openai"))) {
            model.texts().embed("Is there parking?");
            provider.dimension(32);

            assertThatExceptionOfType(EmbeddingFailed.class).isThrownBy(() -> model.texts().embed("Is there wifi?"))
                    .satisfies(e -> assertThat(e.fault()).isEqualTo(EmbeddingFault.OTHER_DIMENSION));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "ollama"})
    void isStoppedByNoText(String protocol) {
        provider.refuses("xyzzy");
        List<String> texts = IntStream.range(0, 8).mapToObj(i -> i == 5 ? "xyzzy" : "Text " + i + "?").toList();
        try (ChosenModel model = model(settings(provider, protocol))) {
            List<float[]> vectors = model.texts().embedAll(texts);

            for (int i = 0; i < texts.size(); i++) {
                float length = VectorUtil.dotProduct(vectors.get(i), vectors.get(i));
                assertThat(length).as(texts.get(i)).isBetween(i == 5 ? 0 : 0.9999f, i == 5 ? 0 : 1.0001f);
            }
        }
    }

    @Test
    void sendsNoMoreTextsAtOnceThanItMay() {
        List<String> texts = IntStream.range(0, 20).mapToObj(i -> "Text " + i + "?").toList();
        try (ChosenModel model = model(settings(provider, "ollama"))) {
            assertThat(model.texts().embedAll(texts)).hasSize(20);
        }
        assertThat(provider.embedded()).containsExactlyElementsOf(texts);
        assertThat(provider.calls()).isEqualTo(3);
    }

    @Test
    void leavesAModelAloneForAWhileAfterItFailed() {
        EmbeddingSettings settings = new EmbeddingSettings("openai", FakeEmbeddings.MODEL, provider.baseUrl("openai"),
                FakeEmbeddings.KEY, null, Duration.ofSeconds(1), Duration.ofHours(1), 8, Duration.ofSeconds(1));
        provider.mood(Mood.FAILS);
        try (ChosenModel model = model(settings)) {
            for (int i = 0; i < 10; i++) {
                assertThatExceptionOfType(EmbeddingFailed.class).isThrownBy(() -> model.questions().embed("parking?"));
            }
        }
        assertThat(provider.calls()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "ollama"})
    void tellsTheProviderNeitherSecretsNorWhoSomebodyIs(String protocol) {
        try (ChosenModel model = model(settings(provider, protocol))) {
            model.questions().embed("I am ann@mail.example, my card 4111 1111 1111 1111 was refused");
        }
        assertThat(provider.sent()).singleElement().asString().contains("[EMAIL_1]", "was refused")
                .doesNotContain("ann@mail.example", "4111 1111");
    }

    @Test
    void refusesSettingsThatCannotWorkAndNeverShowsTheKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> settings(provider, "azure"))
                .withMessageContaining("PARLEY_EMBEDDING_PROVIDER is \"azure\"")
                .withMessageContaining("openai, ollama");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(provider, "openai", " ", FakeEmbeddings.KEY, null))
                .withMessageContaining("PARLEY_EMBEDDING_MODEL");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmbeddingSettings("openai", "m", null, null, null, Duration.ofSeconds(1),
                        Duration.ofSeconds(1), 8, Duration.ofSeconds(1)))
                .withMessageContaining("PARLEY_EMBEDDING_API_KEY");
        assertThat(settings(provider, "openai").toString()).doesNotContain(FakeEmbeddings.KEY);
    }

    @Test
    void givesEachModelAndLengthAVersionOfItsOwn() {
        assertThat(settings(provider, "openai").chosen().orElseThrow().version()).isEqualTo("openai:fake-embedding");
        assertThat(settings(provider, "ollama", "bge-m3", "", 256).chosen().orElseThrow().version())
                .isEqualTo("ollama:bge-m3/256");
        assertThat(EmbeddingSettings.builtIn().chosen()).isEmpty();
    }
}
