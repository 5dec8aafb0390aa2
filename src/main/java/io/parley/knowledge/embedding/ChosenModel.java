package io.parley.knowledge.embedding;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import io.parley.knowledge.faq.EmbeddingVersion;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The embedding model that the settings choose in the place of the one that ships as the default. Questions and the FAQ's
 * texts go to it by ways of their own: a question is answered in seconds or by other means, a text waits. Safe for concurrent
 * use.
 */
public final class ChosenModel implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final String KEYLESS = "none";
    private static final String OLLAMA_URL = "http://localhost:11434";
    /** Questions that are with the model at the same time; further ones go together. */
    private static final int PLACES = 8;

    private final EmbeddingVersion version;
    private final ModelState state;
    private final BoundedModel forQuestions;
    private final BoundedModel forTexts;
    private final Embedder questions;
    private final Embedder texts;

    private ChosenModel(EmbeddingModel model, EmbeddingVersion version, EmbeddingSettings settings,
            WordPieces wordPieces) {
        this.version = version;
        this.state = new ModelState(Objects.requireNonNullElse(settings.dimension(), 0));
        this.forQuestions = new BoundedModel(model, settings.timeout(), state);
        this.forTexts = new BoundedModel(model, settings.batchTimeout(), state);
        this.questions = new Embedder(new GuardedModel(forQuestions, settings.pause()), version, wordPieces, PLACES,
                settings.batch());
        this.texts = new Embedder(new ForgivingModel(forTexts, settings.batch()), version, wordPieces, PLACES,
                settings.batch());
    }

    /**
     * The client of the chosen model, which calls nobody yet; null when none is chosen.
     *
     * @param wordPieces counts the pieces of texts
     */
    public static @Nullable ChosenModel of(EmbeddingSettings settings, WordPieces wordPieces) {
        return settings.chosen().map(version -> new ChosenModel(client(settings), version, settings, wordPieces))
                .orElse(null);
    }

    private static EmbeddingModel client(EmbeddingSettings settings) {
        return settings.outside().<EmbeddingModel>map(provider -> new DiscreetModel(switch (provider) {
            case OPENAI -> openAi(settings);
            case OLLAMA -> ollama(settings);
        })).orElseGet(AllMiniLmL6V2EmbeddingModel::new);
    }

    private static EmbeddingModel openAi(EmbeddingSettings settings) {
        var builder = OpenAiEmbeddingModel.builder().httpClientBuilder(http(settings)).modelName(settings.model())
                .apiKey(Objects.requireNonNullElse(settings.apiKey(), KEYLESS)).timeout(settings.batchTimeout())
                .maxRetries(0).dimensions(settings.dimension()).maxSegmentsPerBatch(settings.batch());
        if (settings.baseUrl() != null) {
            builder.baseUrl(settings.baseUrl());
        }
        return builder.build();
    }

    private static EmbeddingModel ollama(EmbeddingSettings settings) {
        return OllamaEmbeddingModel.builder().httpClientBuilder(http(settings)).modelName(settings.model())
                .baseUrl(Objects.requireNonNullElse(settings.baseUrl(), OLLAMA_URL)).timeout(settings.batchTimeout())
                .maxRetries(0).dimensions(settings.dimension()).build();
    }

    /** HTTP/1.1, since several local servers fail when they are asked to switch to HTTP/2 without TLS. */
    private static HttpClientBuilder http(EmbeddingSettings settings) {
        return JdkHttpClient.builder().httpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1))
                .connectTimeout(CONNECT_TIMEOUT).readTimeout(settings.batchTimeout());
    }

    /** Returns what stands beside the model's stored vectors. */
    public EmbeddingVersion version() {
        return version;
    }

    /** Embeds questions; fails at once for a while after it failed. */
    public Embedder questions() {
        return questions;
    }

    /** Embeds texts of the FAQ, each of them, however odd. */
    public Embedder texts() {
        return texts;
    }

    /** Vectors of this length are stored; the first ones that are known decide. */
    public boolean fits(int length) {
        return state.fits(length);
    }

    /** The fault of the last call; null when there was none. */
    @Nullable
    public EmbeddingFault fault() {
        return state.fault();
    }

    /** Calls the model now; null when it works. */
    @Nullable
    public EmbeddingFault examine() {
        try {
            forQuestions.embedAll(List.of(TextSegment.from("question")));
            return null;
        } catch (EmbeddingFailed e) {
            return e.fault();
        }
    }

    /** Takes calls, also after they were broken off. */
    public void reopen() {
        forQuestions.reopen();
        forTexts.reopen();
    }

    /** Breaks off the calls that are under way; later ones fail at once. */
    public void breakOff() {
        forQuestions.close();
        forTexts.close();
    }

    @Override
    public void close() {
        breakOff();
        questions.close();
        texts.close();
    }
}
