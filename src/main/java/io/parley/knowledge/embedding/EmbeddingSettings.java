package io.parley.knowledge.embedding;

import io.parley.knowledge.faq.EmbeddingVersion;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which embedding model turns texts into vectors.
 *
 * @param provider     openai (and every server that speaks its protocol) or ollama. Default: none, then the model is one that
 *                     ships inside the application.
 * @param model        without a provider {@code minilm-q} (default: 8-bit products, a quarter of the memory and more than
 *                     twice as fast) or {@code minilm} (32 bits); with one the model's name, as the provider writes it
 * @param baseUrl      where the provider is. Default: OpenAI's own address; for ollama {@code http://localhost:11434}.
 * @param apiKey       the key; not needed for ollama, and not for openai with a base URL of one's own
 * @param dimension    how many numbers the provider is to give for a text. Default: as many as the model gives by itself.
 * @param timeout      how long a question's call may take in all; then the built-in model serves it. Default 3 seconds.
 * @param pause        how long no question goes to a model that failed. Default 10 seconds.
 * @param batch        how many texts of the FAQ go into one call, 1 to 512. Default 32.
 * @param batchTimeout how long such a call may take in all. Default a minute.
 */
@ConfigurationProperties("parley.embedding")
public record EmbeddingSettings(@Nullable String provider, @Nullable String model, @Nullable String baseUrl,
        @Nullable String apiKey, @Nullable Integer dimension, @DefaultValue("3s") Duration timeout,
        @DefaultValue("10s") Duration pause, @DefaultValue("32") int batch,
        @DefaultValue("60s") Duration batchTimeout) {

    private static final int MAX_BATCH = 512;
    private static final int MAX_DIMENSION = 16_000;

    /** Whom a model can come from. */
    enum Provider {
        OPENAI, OLLAMA;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Provider named(String word) {
            return Arrays.stream(values()).filter(provider -> provider.word().equals(word.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("PARLEY_EMBEDDING_PROVIDER is \"" + word
                            + "\", which is not known. Set it to one of "
                            + Arrays.stream(values()).map(Provider::word).collect(Collectors.joining(", "))
                            + ", or leave it out to use a model that ships."));
        }
    }

    public EmbeddingSettings {
        provider = stripped(provider);
        model = stripped(model);
        baseUrl = stripped(baseUrl);
        apiKey = stripped(apiKey);
        if (!timeout.isPositive() || !pause.isPositive() || !batchTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "parley.embedding.timeout, .pause and .batch-timeout are positive, such as 3s.");
        }
        if (batch < 1 || batch > MAX_BATCH) {
            throw new IllegalArgumentException("parley.embedding.batch is 1 to " + MAX_BATCH + ", not " + batch + ".");
        }
        if (dimension != null && (dimension < 1 || dimension > MAX_DIMENSION)) {
            throw new IllegalArgumentException(
                    "PARLEY_EMBEDDING_DIMENSION is 1 to " + MAX_DIMENSION + ", not " + dimension + ".");
        }
        if (provider == null) {
            BuiltInModel.named(model == null ? BuiltInModel.MINILM_Q.version().model() : model);
        } else {
            check(Provider.named(provider), model, baseUrl, apiKey);
        }
    }

    /** The model that ships, and nothing else. */
    static EmbeddingSettings builtIn() {
        return new EmbeddingSettings(null, null, null, null, null, Duration.ofSeconds(3), Duration.ofSeconds(10), 32,
                Duration.ofMinutes(1));
    }

    /** The provider outside; empty when the model ships inside the application. */
    Optional<Provider> outside() {
        return Optional.ofNullable(provider).map(Provider::named);
    }

    /** The model that takes the place of the one that ships as the default; empty when that one serves. */
    Optional<EmbeddingVersion> chosen() {
        if (provider == null) {
            return model == null || model.equals(BuiltInModel.MINILM_Q.version().model())
                    ? Optional.empty()
                    : Optional.of(BuiltInModel.named(model).version());
        }
        String name = Provider.named(provider).word() + ":" + model;
        return Optional.of(new EmbeddingVersion(name, dimension == null ? name : name + "/" + dimension, false));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "EmbeddingSettings[provider=" + provider + ", model=" + model + "]";
    }

    private static void check(Provider provider, @Nullable String model, @Nullable String baseUrl,
            @Nullable String apiKey) {
        if (model == null) {
            throw missing(provider, "PARLEY_EMBEDDING_MODEL", "the model's name");
        }
        if (apiKey == null && provider == Provider.OPENAI && baseUrl == null) {
            throw missing(provider, "PARLEY_EMBEDDING_API_KEY", "the provider's key");
        }
        if (baseUrl != null && !isHttp(baseUrl)) {
            throw new IllegalArgumentException(
                    "PARLEY_EMBEDDING_BASE_URL is no http or https address. Set it to one such"
                            + " as https://host/v1, or leave it out.");
        }
    }

    private static boolean isHttp(String baseUrl) {
        try {
            URI uri = URI.create(baseUrl);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static IllegalArgumentException missing(Provider provider, String variable, String what) {
        return new IllegalArgumentException("PARLEY_EMBEDDING_PROVIDER is " + provider.word() + ", but " + variable
                + " is not set. Set it to " + what
                + ", or leave PARLEY_EMBEDDING_PROVIDER out to use a model that ships.");
    }

    private static @Nullable String stripped(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
