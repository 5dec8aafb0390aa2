package io.parley.answering.model;

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
 * Which language model writes answers that the FAQ does not hold word for word.
 *
 * @param provider      openai (and every server that speaks its protocol), anthropic, gemini or ollama. Default: none, then
 *                      no model is asked.
 * @param baseUrl       where it is. Default: the provider's own address; for ollama {@code http://localhost:11434}.
 * @param apiKey        the key; not needed for ollama, and not for openai with a base URL of one's own
 * @param model         the model's name, as the provider writes it
 * @param timeout       how long one call may take in all, 1 to 18 seconds. Default 15 seconds, so that the customer gets
 *                      something else within 20.
 * @param maxConcurrent how many calls may be under way at once. Default 4; further questions get an answer without
 *                      the model.
 * @param maxTokens     how many tokens the model may write. Default 2,000: an answer needs 500 at most, and models that
 *                      think count their thoughts.
 */
@ConfigurationProperties("parley.llm")
public record ModelSettings(@Nullable String provider, @Nullable String baseUrl, @Nullable String apiKey,
        @Nullable String model, @DefaultValue("15s") Duration timeout, @DefaultValue("4") int maxConcurrent,
        @DefaultValue("2000") int maxTokens) {

    private static final Duration LONGEST_CALL = Duration.ofSeconds(18);

    /** A provider of language models. */
    public enum Provider {
        OPENAI, ANTHROPIC, GEMINI, OLLAMA;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** As OpenTelemetry's conventions for generative AI name it. */
        String nameInTraces() {
            return this == GEMINI ? "gcp.gemini" : word();
        }

        private static Provider named(String word) {
            return Arrays.stream(values()).filter(provider -> provider.word().equals(word.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "PARLEY_LLM_PROVIDER is \"" + word + "\", which is not known. Set it to one of " + words()
                                    + ", or leave it out to run without a model."));
        }

        private static String words() {
            return Arrays.stream(values()).map(Provider::word).collect(Collectors.joining(", "));
        }
    }

    public ModelSettings {
        provider = stripped(provider);
        baseUrl = stripped(baseUrl);
        apiKey = stripped(apiKey);
        model = stripped(model);
        if (!timeout.isPositive() || timeout.compareTo(LONGEST_CALL) > 0) {
            throw new IllegalArgumentException("parley.llm.timeout is positive and at most 18s, not " + timeout + ".");
        }
        if (maxConcurrent < 1 || maxTokens < 100) {
            throw new IllegalArgumentException(
                    "parley.llm.max-concurrent is at least 1 and parley.llm.max-tokens at least 100.");
        }
        if (provider != null) {
            check(Provider.named(provider), baseUrl, apiKey, model);
        }
    }

    /** The configured provider; empty when no model is configured. */
    public Optional<Provider> configured() {
        return Optional.ofNullable(provider).map(Provider::named);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ModelSettings[provider=" + provider + ", model=" + model + "]";
    }

    private static void check(Provider provider, @Nullable String baseUrl, @Nullable String apiKey,
            @Nullable String model) {
        if (model == null) {
            throw missing(provider, "PARLEY_LLM_MODEL", "the model's name");
        }
        if (apiKey == null && needsKey(provider, baseUrl)) {
            throw missing(provider, "PARLEY_LLM_API_KEY", "the provider's key");
        }
        if (baseUrl != null && !isHttp(baseUrl)) {
            throw new IllegalArgumentException(
                    "PARLEY_LLM_BASE_URL is no http or https address. Set it to one such as https://host/v1, or leave it out.");
        }
    }

    private static boolean needsKey(Provider provider, @Nullable String baseUrl) {
        return switch (provider) {
            case ANTHROPIC, GEMINI -> true;
            case OPENAI -> baseUrl == null;
            case OLLAMA -> false;
        };
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
        return new IllegalArgumentException("PARLEY_LLM_PROVIDER is " + provider.word() + ", but " + variable
                + " is not set. Set it to " + what + ", or leave PARLEY_LLM_PROVIDER out to run without a model.");
    }

    private static @Nullable String stripped(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
