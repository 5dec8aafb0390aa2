package io.parley.answering.model;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;

/**
 * Makes the client of the configured provider. Each call is tried once: who waits is a customer, and what a failed call
 * means is decided by {@link ModelCalls}. Temperature is left to the provider, since newer models take no other than their
 * own.
 */
final class ChatModels {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final String KEYLESS = "none";
    private static final String OLLAMA_URL = "http://localhost:11434";

    private ChatModels() {}

    static ChatModel of(ModelSettings.Provider provider, ModelSettings settings) {
        String model = Objects.requireNonNull(settings.model());
        return switch (provider) {
            case OPENAI -> openAi(settings, model);
            case ANTHROPIC -> anthropic(settings, model);
            case GEMINI -> gemini(settings, model);
            case OLLAMA -> ollama(settings, model);
        };
    }

    /** No response format is asked for: compatible servers differ in which they take, and the prompt names it. */
    private static ChatModel openAi(ModelSettings settings, String model) {
        var builder = OpenAiChatModel.builder().httpClientBuilder(http(settings)).modelName(model)
                .apiKey(Objects.requireNonNullElse(settings.apiKey(), KEYLESS)).timeout(settings.timeout())
                .maxRetries(0).maxCompletionTokens(settings.maxTokens());
        if (settings.baseUrl() != null) {
            builder.baseUrl(settings.baseUrl());
        }
        return builder.build();
    }

    private static ChatModel anthropic(ModelSettings settings, String model) {
        var builder = AnthropicChatModel.builder().httpClientBuilder(http(settings)).modelName(model)
                .apiKey(settings.apiKey()).timeout(settings.timeout()).maxRetries(0).maxTokens(settings.maxTokens());
        if (settings.baseUrl() != null) {
            builder.baseUrl(settings.baseUrl());
        }
        return builder.build();
    }

    private static ChatModel gemini(ModelSettings settings, String model) {
        var builder = GoogleAiGeminiChatModel.builder().httpClientBuilder(http(settings)).modelName(model)
                .apiKey(settings.apiKey()).timeout(settings.timeout()).maxRetries(0)
                .maxOutputTokens(settings.maxTokens()).responseFormat(ResponseFormat.JSON);
        if (settings.baseUrl() != null) {
            builder.baseUrl(settings.baseUrl());
        }
        return builder.build();
    }

    private static ChatModel ollama(ModelSettings settings, String model) {
        return OllamaChatModel.builder().httpClientBuilder(http(settings)).modelName(model)
                .baseUrl(Objects.requireNonNullElse(settings.baseUrl(), OLLAMA_URL)).timeout(settings.timeout())
                .numPredict(settings.maxTokens()).responseFormat(ResponseFormat.JSON).maxRetries(0).build();
    }

    /** HTTP/1.1, since several local servers fail when they are asked to switch to HTTP/2 without TLS. */
    private static HttpClientBuilder http(ModelSettings settings) {
        return JdkHttpClient.builder().httpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1))
                .connectTimeout(CONNECT_TIMEOUT).readTimeout(settings.timeout());
    }
}
