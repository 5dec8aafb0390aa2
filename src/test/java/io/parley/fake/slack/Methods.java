package io.parley.fake.slack;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Slack's methods that the bot may call. */
final class Methods {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Arguments that hold JSON, also in a form. */
    private static final Set<String> STRUCTURED = Set.of("blocks", "metadata", "prompts", "view");
    private static final Set<String> FORMS_ONLY = Set.of("conversations.replies", "conversations.history");

    private static final int PAGE = 2;

    private final FakeSlack slack;

    Methods(FakeSlack slack) {
        this.slack = slack;
    }

    /** The fields of a call; methods that only read take forms, and ignore JSON. */
    static JsonNode request(String method, @Nullable String contentType, String body) {
        boolean json = contentType != null && contentType.startsWith("application/json");
        if (json) {
            return FORMS_ONLY.contains(method) ? JSON.createObjectNode() : JSON.readTree(body);
        }
        ObjectNode fields = JSON.createObjectNode();
        for (String field : body.isEmpty() ? new String[0] : body.split("&")) {
            String[] parts = field.split("=", 2);
            String value = URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
            fields.set(parts[0], STRUCTURED.contains(parts[0]) ? JSON.readTree(value) : StringNode.valueOf(value));
        }
        return fields;
    }

    /** Does a call and gives the body of its answer. */
    ObjectNode call(String method, String token, JsonNode request) {
        if (!MethodRules.isKnown(method)) {
            slack.workspace().violation("no method is called " + method);
            return error("unknown_method");
        }
        MethodRules.check(method, request, slack.workspace()::violation);
        String right = method.equals("apps.connections.open") ? FakeSlack.APP_TOKEN : FakeSlack.BOT_TOKEN;
        if (!token.equals("Bearer " + right) || slack.tokenRevoked()) {
            return error("invalid_auth");
        }
        Set<String> needed = MethodRules.scopes(method);
        return needed.isEmpty() || needed.stream().anyMatch(List.of(slack.scopes().split(","))::contains)
                ? done(method, request)
                : error("missing_scope").put("needed", String.join(",", needed));
    }

    private ObjectNode done(String method, JsonNode request) {
        return switch (method) {
            case "auth.test" -> ok().put("user_id", FakeSlack.BOT).put("user", "parley").put("team", "Acme")
                    .put("team_id", FakeSlack.TEAM).put("bot_id", FakeSlack.BOT_ID);
            case "chat.postMessage" -> post(request);
            case "chat.postEphemeral" -> postEphemeral(request);
            case "users.info" -> slack.workspace().profile(text(request, "user"))
                    .map(user -> ok().set("user", user)).orElseGet(() -> error("user_not_found"));
            case "chat.update" -> update(request);
            case "chat.delete" -> delete(request);
            case "conversations.replies" -> messages(request, post -> post.root().equals(text(request, "ts")));
            case "views.open" -> view(request);
            case "apps.connections.open" -> ok().put("url", slack.socketUrl());
            case "conversations.history" -> messages(request, post -> post.thread() == null);
            case "assistant.threads.setStatus" -> slack.workspace().takesStatus() ? ok() : error("invalid_thread_ts");
            case "assistant.threads.setSuggestedPrompts" -> suggest(request);
            case "reactions.add" -> slack.workspace().putReaction(request, true) ? ok() : error("already_reacted");
            case "reactions.remove" -> slack.workspace().putReaction(request, false) ? ok() : error("no_reaction");
            default -> ok();
        };
    }

    private ObjectNode post(JsonNode request) {
        slack.workspace().rules().message(request);
        String channel = request.path("channel").asString("");
        Optional<String> refusal = slack.workspace().refusal(channel, request);
        if (refusal.isPresent()) {
            return error(refusal.get());
        }
        Post post = slack.workspace().add(channel, request.path("thread_ts").asString(""), FakeSlack.BOT,
                request.path("text").asString(""), request.path("blocks"), request.path("metadata"), null);
        return ok().put("channel", post.channel()).put("ts", post.ts());
    }

    private ObjectNode postEphemeral(JsonNode request) {
        slack.workspace().rules().message(request);
        Post post = slack.workspace().add(text(request, "channel"), text(request, "thread_ts"), FakeSlack.BOT,
                text(request, "text"), request.path("blocks"), JSON.createObjectNode(), text(request, "user"));
        return ok().put("message_ts", post.ts());
    }

    private ObjectNode update(JsonNode request) {
        slack.workspace().rules().message(request);
        Optional<Post> post = own(request);
        post.ifPresent(p -> slack.workspace().replace(p, new Post(p.channel(), p.ts(), p.thread(), p.user(),
                request.path("text").asString(""), request.path("blocks"), request.path("metadata"), null,
                p.edits() + 1)));
        return post.map(p -> ok().put("channel", p.channel()).put("ts", p.ts()))
                .orElseGet(() -> error("message_not_found"));
    }

    private ObjectNode delete(JsonNode request) {
        Optional<Post> post = own(request);
        post.ifPresent(slack.workspace()::remove);
        return post.isPresent() ? ok() : error("message_not_found");
    }

    private Optional<Post> own(JsonNode request) {
        return slack.workspace().find(request.path("channel").asString(""), request.path("ts").asString(""))
                .filter(p -> p.user().equals(FakeSlack.BOT) && p.onlyFor() == null);
    }

    /** Pages of two, so that a client that reads only the first page misses something. */
    private ObjectNode messages(JsonNode request, Predicate<Post> which) {
        if (slack.workspace().isStranger(text(request, "channel"))) {
            return error("not_in_channel");
        }
        List<Post> posts = slack.workspace().posts(text(request, "channel")).stream()
                .filter(post -> post.onlyFor() == null).filter(which).toList();
        if (posts.isEmpty()) {
            return error("thread_not_found");
        }
        int from = text(request, "cursor").isEmpty() ? 0 : Integer.parseInt(text(request, "cursor"));
        ObjectNode answer = ok();
        ArrayNode messages = answer.putArray("messages");
        posts.stream().skip(from).limit(PAGE).forEach(post -> {
            ObjectNode message = messages.addObject().put("ts", post.ts()).put("user", post.user());
            if (text(request, "include_all_metadata").matches("1|true")) {
                message.set("metadata", post.metadata());
            }
        });
        if (from + PAGE < posts.size()) {
            answer.putObject("response_metadata").put("next_cursor", Integer.toString(from + PAGE));
        }
        return answer;
    }

    /** The agent view takes no thread here, and does nothing then, silently. */
    private ObjectNode suggest(JsonNode request) {
        if (request.has("thread_ts") != slack.workspace().hasAssistantView()) {
            slack.workspace()
                    .violation("suggested prompts " + (request.has("thread_ts") ? "with" : "without") + " a thread");
        }
        return ok();
    }

    private static String text(JsonNode request, String field) {
        return request.path(field).asString("");
    }

    private ObjectNode view(JsonNode request) {
        slack.workspace().rules().view(request.path("view"));
        slack.workspace().opened(request.path("view"));
        return ok();
    }

    static ObjectNode ok() {
        return JSON.createObjectNode().put("ok", true);
    }

    static ObjectNode error(String error) {
        return JSON.createObjectNode().put("ok", false).put("error", error);
    }
}
