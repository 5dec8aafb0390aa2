package io.parley.fake.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How each provider asks and answers, after its public reference. */
public enum Protocol {
    /** <a href="https://platform.openai.com/docs/api-reference/chat">Chat completions</a>, which many others speak. */
    OPENAI {
        @Override
        boolean serves(String path) {
            return path.equals("/v1/chat/completions");
        }

        @Override
        @Nullable
        String model(String path, JsonNode body) {
            return body.path("model").asString(null);
        }

        @Override
        @Nullable
        String key(Headers headers) {
            String authorization = headers.first("authorization");
            return authorization == null ? null : authorization.replaceFirst("^Bearer ", "");
        }

        @Override
        List<String> texts(JsonNode body) {
            return contents(body.path("messages"));
        }

        @Override
        Object answer(String model, String text) {
            Map<String, Object> message = Map.of("role", "assistant", "content", text);
            return Map.of("id", "chatcmpl-1", "object", "chat.completion", "created", 1_790_000_000, "model", model,
                    "choices", List.of(Map.of("index", 0, "message", message, "finish_reason", "stop")), "usage",
                    Map.of("prompt_tokens", TOKENS_IN, "completion_tokens", TOKENS_OUT, "total_tokens",
                            TOKENS_IN + TOKENS_OUT));
        }

        @Override
        Object error(int status, String message) {
            return Map.of("error", Map.of("message", message, "type", "error", "code", String.valueOf(status)));
        }
    },
    /** <a href="https://docs.anthropic.com/en/api/messages">Messages</a>. */
    ANTHROPIC {
        @Override
        boolean serves(String path) {
            return path.equals("/v1/messages");
        }

        @Override
        @Nullable
        String problem(JsonNode body, Headers headers) {
            if (headers.first("anthropic-version") == null) {
                return "anthropic-version: header is required";
            }
            return body.path("max_tokens").asInt(0) > 0 ? null : "max_tokens: field required";
        }

        @Override
        @Nullable
        String model(String path, JsonNode body) {
            return body.path("model").asString(null);
        }

        @Override
        @Nullable
        String key(Headers headers) {
            return headers.first("x-api-key");
        }

        @Override
        List<String> texts(JsonNode body) {
            List<String> texts = new ArrayList<>(List.of(text(body.path("system"))));
            texts.addAll(contents(body.path("messages")));
            return texts;
        }

        @Override
        Object answer(String model, String text) {
            return Map.of("id", "msg_1", "type", "message", "role", "assistant", "model", model, "content",
                    List.of(Map.of("type", "text", "text", text)), "stop_reason", "end_turn", "usage",
                    Map.of("input_tokens", TOKENS_IN, "output_tokens", TOKENS_OUT));
        }

        @Override
        Object error(int status, String message) {
            return Map.of("type", "error", "error", Map.of("type", "error_" + status, "message", message));
        }
    },
    /** <a href="https://ai.google.dev/api/generate-content">generateContent</a>. */
    GEMINI {
        @Override
        boolean serves(String path) {
            return path.startsWith("/v1beta/models/") && path.endsWith(":generateContent");
        }

        @Override
        String model(String path, JsonNode body) {
            return path.substring("/v1beta/models/".length(), path.lastIndexOf(':'));
        }

        @Override
        @Nullable
        String key(Headers headers) {
            return headers.first("x-goog-api-key");
        }

        @Override
        List<String> texts(JsonNode body) {
            List<String> texts = new ArrayList<>(List.of(text(body.path("systemInstruction").path("parts"))));
            for (JsonNode content : body.path("contents")) {
                texts.add(text(content.path("parts")));
            }
            return texts;
        }

        @Override
        Object answer(String model, String text) {
            Map<String, Object> content = Map.of("role", "model", "parts", List.of(Map.of("text", text)));
            return Map.of("candidates", List.of(Map.of("content", content, "finishReason", "STOP", "index", 0)),
                    "usageMetadata",
                    Map.of("promptTokenCount", TOKENS_IN, "candidatesTokenCount", TOKENS_OUT, "totalTokenCount",
                            TOKENS_IN + TOKENS_OUT),
                    "modelVersion", model, "responseId", "1");
        }

        @Override
        Object error(int status, String message) {
            return Map.of("error", Map.of("code", status, "message", message, "status", "ERROR"));
        }
    },
    /** <a href="https://github.com/ollama/ollama/blob/main/docs/api.md">Ollama's chat</a>, which knows no keys. */
    OLLAMA {
        @Override
        boolean serves(String path) {
            return path.equals("/api/chat");
        }

        @Override
        @Nullable
        String problem(JsonNode body, Headers headers) {
            return body.path("stream").asBoolean(true) ? "This server does not stream." : null;
        }

        @Override
        @Nullable
        String model(String path, JsonNode body) {
            return body.path("model").asString(null);
        }

        @Override
        String key(Headers headers) {
            return FakeModels.KEY;
        }

        @Override
        List<String> texts(JsonNode body) {
            return contents(body.path("messages"));
        }

        @Override
        Object answer(String model, String text) {
            return Map.of("model", model, "created_at", "2026-01-01T00:00:00Z", "message",
                    Map.of("role", "assistant", "content", text), "done", true, "done_reason", "stop", "total_duration",
                    1_000_000, "prompt_eval_count", TOKENS_IN, "eval_count", TOKENS_OUT);
        }

        @Override
        Object error(int status, String message) {
            return Map.of("error", message);
        }
    };

    /** How many tokens every answer says that it read. */
    public static final int TOKENS_IN = 321;

    /** How many tokens every answer says that it wrote. */
    public static final int TOKENS_OUT = 45;

    private static final JsonMapper JSON = JsonMapper.shared();

    abstract boolean serves(String path);

    /** The reason for which the provider would refuse the request, or null. */
    @Nullable
    String problem(JsonNode body, Headers headers) {
        return texts(body).isEmpty() ? "messages: field required" : null;
    }

    abstract @Nullable String model(String path, JsonNode body);

    abstract @Nullable String key(Headers headers);

    /** Everything that the model is given to read, in order, instructions first. */
    abstract List<String> texts(JsonNode body);

    abstract Object answer(String model, String text);

    abstract Object error(int status, String message);

    /** The word by which the settings name the provider. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    private static List<String> contents(JsonNode messages) {
        List<String> texts = new ArrayList<>();
        for (JsonNode message : messages) {
            texts.add(text(message.path("content")));
        }
        return texts;
    }

    private static String text(JsonNode content) {
        if (content.isString()) {
            return content.asString();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(part.path("text").asString(""));
        }
        return text.toString();
    }

    /** A request's headers, by name in lower case. */
    record Headers(Map<String, String> values) {
        @Nullable
        String first(String name) {
            return values.get(name);
        }
    }
}
