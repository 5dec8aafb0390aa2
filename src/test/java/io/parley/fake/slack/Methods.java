package io.parley.fake.slack;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Slack's methods that the bot may call. */
final class Methods {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, Set<String>> ARGUMENTS = Map.of(
            "auth.test", Set.of(),
            "chat.postMessage",
            Set.of("channel", "text", "blocks", "thread_ts", "metadata", "unfurl_links", "unfurl_media"),
            "chat.update", Set.of("channel", "ts", "text", "blocks", "metadata"),
            "chat.delete", Set.of("channel", "ts"),
            "conversations.replies",
            Set.of("channel", "ts", "limit", "cursor", "include_all_metadata", "oldest", "latest", "inclusive"),
            "views.open", Set.of("trigger_id", "view"),
            "assistant.threads.setStatus", Set.of("channel_id", "thread_ts", "status", "loading_messages"),
            "assistant.threads.setSuggestedPrompts", Set.of("channel_id", "thread_ts", "title", "prompts"),
            "apps.connections.open", Set.of());

    private static final Set<String> FORMS_ONLY = Set.of("conversations.replies");

    private final FakeSlack slack;

    Methods(FakeSlack slack) {
        this.slack = slack;
    }

    /** What a call asks for; methods that only read take forms, and do not see what stands in JSON. */
    static JsonNode request(String method, @Nullable String contentType, String body) {
        boolean json = contentType != null && contentType.startsWith("application/json");
        if (json) {
            return FORMS_ONLY.contains(method) ? JSON.createObjectNode() : JSON.readTree(body);
        }
        ObjectNode fields = JSON.createObjectNode();
        for (String field : body.isEmpty() ? new String[0] : body.split("&")) {
            String[] parts = field.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    /** Does a call and gives the body of its answer. */
    ObjectNode call(String method, String token, JsonNode request) {
        Set<String> known = ARGUMENTS.get(method);
        if (known == null) {
            slack.violation("no method is called " + method);
            return error("unknown_method");
        }
        request.propertyNames().forEach(name -> {
            if (!known.contains(name)) {
                slack.violation(method + " takes no " + name);
            }
        });
        String right = method.equals("apps.connections.open") ? FakeSlack.APP_TOKEN : FakeSlack.BOT_TOKEN;
        if (!token.equals("Bearer " + right) || slack.tokenRevoked()) {
            return error("invalid_auth");
        }
        return done(method, request);
    }

    private ObjectNode done(String method, JsonNode request) {
        return switch (method) {
            case "auth.test" -> ok().put("user_id", FakeSlack.BOT).put("user", "parley").put("team", "Acme")
                    .put("team_id", FakeSlack.TEAM).put("bot_id", FakeSlack.BOT_ID);
            case "chat.postMessage" -> post(request);
            case "chat.update" -> update(request);
            case "chat.delete" -> delete(request);
            case "conversations.replies" -> replies(request);
            case "views.open" -> view(request);
            case "apps.connections.open" -> ok().put("url", slack.socketUrl());
            case "assistant.threads.setStatus" -> required(request, "channel_id", "thread_ts", "status");
            default -> required(request, "channel_id", "prompts");
        };
    }

    private ObjectNode post(JsonNode request) {
        slack.rules().message(request);
        String channel = request.path("channel").asString("");
        Optional<String> refusal = slack.refusal(channel, request);
        if (refusal.isPresent()) {
            return error(refusal.get());
        }
        Post post = slack.add(channel, request.path("thread_ts").asString(""), FakeSlack.BOT,
                request.path("text").asString(""), request.path("blocks"), request.path("metadata"), null);
        return ok().put("channel", post.channel()).put("ts", post.ts());
    }

    private ObjectNode update(JsonNode request) {
        slack.rules().message(request);
        Optional<Post> post = own(request);
        post.ifPresent(p -> slack.replace(p, new Post(p.channel(), p.ts(), p.thread(), p.user(),
                request.path("text").asString(""), request.path("blocks"), request.path("metadata"), null,
                p.edits() + 1)));
        return post.map(p -> ok().put("channel", p.channel()).put("ts", p.ts()))
                .orElseGet(() -> error("message_not_found"));
    }

    private ObjectNode delete(JsonNode request) {
        Optional<Post> post = own(request);
        post.ifPresent(slack::remove);
        return post.isPresent() ? ok() : error("message_not_found");
    }

    private Optional<Post> own(JsonNode request) {
        return slack.find(request.path("channel").asString(""), request.path("ts").asString(""))
                .filter(p -> p.user().equals(FakeSlack.BOT));
    }

    private ObjectNode replies(JsonNode request) {
        ObjectNode answer = ok();
        ArrayNode messages = answer.putArray("messages");
        slack.posts(request.path("channel").asString("")).stream()
                .filter(p -> p.root().equals(request.path("ts").asString(""))).forEach(p -> {
                    ObjectNode message = messages.addObject().put("ts", p.ts()).put("user", p.user());
                    if (request.path("include_all_metadata").asString("").equals("true")) {
                        message.set("metadata", p.metadata());
                    }
                });
        return messages.isEmpty() ? error("thread_not_found") : answer;
    }

    private ObjectNode view(JsonNode request) {
        slack.rules().view(request.path("view"));
        slack.opened(request.path("view"));
        return required(request, "trigger_id", "view");
    }

    private ObjectNode required(JsonNode request, String... names) {
        for (String name : names) {
            if (!request.has(name)) {
                slack.violation(name + " is missing");
                return error("invalid_arguments");
            }
        }
        return ok();
    }

    static ObjectNode ok() {
        return JSON.createObjectNode().put("ok", true);
    }

    static ObjectNode error(String error) {
        return JSON.createObjectNode().put("ok", false).put("error", error);
    }
}
