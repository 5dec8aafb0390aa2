package io.parley.fake.slack;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Which arguments each method takes and what they may be, and which scopes let an app call it, as documented at
 * <a href="https://docs.slack.dev/reference/methods">docs.slack.dev/reference/methods</a>.
 */
public final class MethodRules {
    private static final String TS = "\\d{1,15}\\.\\d{1,9}";
    private static final Argument CHANNEL = text("channel", "[CDGUW][A-Z0-9]{0,30}").required();
    private static final Argument CHANNEL_ID = text("channel_id", "[CDG][A-Z0-9]{0,30}").required();
    private static final Argument TIME = text("ts", TS).required();
    private static final Argument THREAD = text("thread_ts", TS);
    private static final Argument METADATA = new Argument("metadata", false,
            value -> value.path("event_type").isString() && value.path("event_payload").isObject()
                    && value.toString().length() <= 8_000);
    private static final Argument TEXT = new Argument("text", false,
            value -> value.isString() && value.asString().length() <= 40_000);
    private static final Argument BLOCKS = new Argument("blocks", false, JsonNode::isArray);
    private static final Set<String> HISTORY = Set.of("channels:history", "groups:history", "im:history",
            "mpim:history");
    private static final Argument[] PAGES = {text("limit", "[1-9]\\d{0,2}|1000"), text("cursor", ".+"),
            flag("include_all_metadata"), text("oldest", TS), text("latest", TS),
            flag("inclusive")};
    private static final Map<String, Method> METHODS = Map.ofEntries(
            Map.entry("auth.test", method(Set.of())),
            Map.entry("chat.postMessage",
                    method(Set.of("chat:write"), CHANNEL, TEXT, BLOCKS, THREAD, METADATA, flag("unfurl_links"),
                            flag("unfurl_media"), flag("link_names"), flag("mrkdwn"), flag("reply_broadcast"))),
            Map.entry("chat.postEphemeral",
                    method(Set.of("chat:write"), CHANNEL, text("user", "[UW][A-Z0-9]{0,30}").required(),
                            TEXT, BLOCKS, THREAD, flag("link_names"))),
            Map.entry("users.info", method(Set.of("users:read", "users:read.email"),
                    text("user", "[UW][A-Z0-9]{0,30}").required(), flag("include_locale"))),
            Map.entry("chat.update", method(Set.of("chat:write"), CHANNEL, TIME, TEXT, BLOCKS, METADATA,
                    flag("link_names"), flag("reply_broadcast"))),
            Map.entry("chat.delete", method(Set.of("chat:write"), CHANNEL, TIME)),
            Map.entry("conversations.replies", method(HISTORY, CHANNEL, TIME).with(PAGES)),
            Map.entry("conversations.history", method(HISTORY, CHANNEL).with(PAGES)),
            Map.entry("views.open", method(Set.of(), text("trigger_id", ".+").required(),
                    new Argument("view", true, JsonNode::isObject))),
            Map.entry("assistant.threads.setStatus",
                    method(Set.of("chat:write"), CHANNEL_ID, THREAD.required(), text("status", ".*").required(),
                            new Argument("loading_messages", false, value -> value.isArray() && value.size() <= 10))),
            Map.entry("assistant.threads.setSuggestedPrompts",
                    method(Set.of("assistant:write"), CHANNEL_ID, THREAD, text("title", ".+"),
                            new Argument("prompts", true, MethodRules::arePrompts))),
            Map.entry("assistant.threads.setTitle",
                    method(Set.of("assistant:write"), CHANNEL_ID, THREAD.required(), text("title", ".+").required())),
            Map.entry("reactions.add", reaction()), Map.entry("reactions.remove", reaction()),
            Map.entry("apps.connections.open", method(Set.of())));
    private static final Method RESPONSE = method(Set.of(), TEXT.required(), BLOCKS, THREAD,
            text("response_type", "ephemeral|in_channel"), flag("replace_original"), flag("delete_original"));

    private MethodRules() {}

    /** One argument: what it is called, whether it must be there, and what it may be. */
    private record Argument(String name, boolean needed, Predicate<JsonNode> rule) {
        Argument required() {
            return new Argument(name, true, rule);
        }
    }

    /** A method: any one of the scopes is enough. */
    private record Method(Set<String> scopes, Map<String, Argument> arguments) {
        Method with(Argument... more) {
            Argument[] all = Arrays.copyOf(arguments.values().toArray(Argument[]::new),
                    arguments.size() + more.length);
            System.arraycopy(more, 0, all, arguments.size(), more.length);
            return method(scopes, all);
        }
    }

    private static Method method(Set<String> scopes, Argument... arguments) {
        return new Method(scopes, Arrays.stream(arguments).collect(Collectors.toMap(Argument::name, a -> a)));
    }

    private static Method reaction() {
        return method(Set.of("reactions:write"), CHANNEL, text("timestamp", TS).required(),
                text("name", "[a-z0-9_+'-]{1,100}").required());
    }

    private static Argument text(String name, String pattern) {
        return new Argument(name, false, value -> value.isString() && value.asString().matches("(?s)" + pattern));
    }

    private static Argument flag(String name) {
        return new Argument(name, false, value -> value.isBoolean() || value.asString("").matches("0|1|true|false"));
    }

    private static boolean arePrompts(JsonNode prompts) {
        return prompts.isArray() && !prompts.isEmpty() && prompts.size() <= 4
                && prompts.valueStream().allMatch(prompt -> !prompt.path("title").asString("").isBlank()
                        && !prompt.path("message").asString("").isBlank());
    }

    /** The scopes of which a call needs one; empty if it needs none. */
    public static Set<String> scopes(String name) {
        Method method = METHODS.get(name);
        return method == null ? Set.of() : method.scopes;
    }

    static boolean isKnown(String name) {
        return METHODS.containsKey(name);
    }

    /** Tells of whatever the call has too much, too little or wrong. */
    static void check(String name, JsonNode request, Consumer<String> violation) {
        Method method = name.equals("response_url") ? RESPONSE : METHODS.get(name);
        if (method == null) {
            violation.accept("no method is called " + name);
            return;
        }
        List<String> strange = request.propertyStream().map(Map.Entry::getKey)
                .filter(argument -> !method.arguments.containsKey(argument)).toList();
        strange.forEach(argument -> violation.accept(name + " takes no " + argument));
        method.arguments.values().forEach(argument -> {
            JsonNode value = request.path(argument.name);
            if (value.isMissingNode() ? argument.needed : !argument.rule.test(value)) {
                violation.accept(name + ": " + argument.name + (value.isMissingNode() ? " is missing" : " is wrong"));
            }
        });
    }
}
