package io.parley.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The calls of the API as a page of Markdown, by their description (OpenAPI 3.1). */
final class ApiDocument {
    private static final String HEAD = """
            # The API, call by call

            Requests and answers are JSON in UTF-8. Fields and parameters that have to be given are **bold**. Each call may also \
            answer 429 (too many requests; `Retry-After` says when to come again) and 500. Errors are \
            `application/problem+json` (RFC 9457) and name the field. [How programs sign in, and what the calls are \
            for](programs.md). The same with all types: `/swagger-ui` (sign in as `admin`).
            """;
    private static final Set<String> EVERYWHERE = Set.of("429", "500");

    private final JsonNode described;

    private ApiDocument(JsonNode described) {
        this.described = described;
    }

    /** @param described what stands at {@code /v3/api-docs} */
    static String of(JsonNode described) {
        return new ApiDocument(described).text();
    }

    private String text() {
        TreeMap<String, List<String>> groups = new TreeMap<>();
        TreeMap<String, JsonNode> paths = new TreeMap<>();
        described.path("paths").forEachEntry(paths::put);
        paths.forEach((path, calls) -> calls.forEachEntry((method, call) -> groups
                .computeIfAbsent(group(path), name -> new ArrayList<>())
                .add("| `%s %s` | %s | %s | %s |\n".formatted(method.toUpperCase(Locale.ROOT), path, what(call),
                        takes(call), answers(call)))));
        StringBuilder text = new StringBuilder(HEAD);
        groups.forEach((group, calls) -> text.append("\n## ").append(group)
                .append("\n\n| call | what | takes | answers |\n|---|---|---|---|\n").append(String.join("", calls)));
        return text.toString();
    }

    private static String group(String path) {
        String[] parts = path.split("/", -1);
        return parts.length > 2 && parts[1].equals("api") ? parts[2] : parts[1];
    }

    private static String what(JsonNode call) {
        String more = call.path("description").asString("");
        return (call.path("summary").asString() + (more.isEmpty() ? "" : ". " + more)).replace("|", "\\|");
    }

    private String takes(JsonNode call) {
        List<String> all = new ArrayList<>();
        call.path("parameters").forEach(parameter -> {
            String name = parameter.path("name").asString();
            switch (parameter.path("in").asString()) {
                case "query" -> all.add(marked("`?" + name + "=`", parameter.path("required").asBoolean(false)));
                case "header" -> all.add(marked("header `" + name + "`", parameter.path("required").asBoolean(false)));
                default -> {
                    // the path shows it
                }
            }
        });
        call.path("requestBody").path("content").forEach(content -> fields(resolved(content.path("schema")), all));
        return String.join(", ", all);
    }

    private static void fields(JsonNode type, List<String> into) {
        Set<String> required = StreamSupport.stream(type.path("required").spliterator(), false).map(JsonNode::asString)
                .collect(Collectors.toSet());
        type.path("properties").propertyNames()
                .forEach(name -> into.add(marked("`" + name + "`", required.contains(name))));
    }

    private static String marked(String name, boolean required) {
        return required ? "**" + name + "**" : name;
    }

    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : described.at(reference.substring(1));
    }

    private static String answers(JsonNode call) {
        return call.path("responses").propertyNames().stream().filter(code -> !EVERYWHERE.contains(code)).sorted()
                .collect(Collectors.joining(", "));
    }
}
