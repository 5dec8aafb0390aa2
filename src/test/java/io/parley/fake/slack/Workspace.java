package io.parley.fake.slack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The messages in channels, and the capabilities of the workspace and its app. */
public final class Workspace {
    private static final int USES_OF_A_RESPONSE_URL = 5;

    private final List<Post> posts = new ArrayList<>();
    private final Map<String, Integer> uses = new HashMap<>();
    private final Set<String> archived = new HashSet<>();
    private final Set<String> strangers = new HashSet<>();
    private final Set<String> reactions = new HashSet<>();
    private final Map<String, ObjectNode> profiles = new ConcurrentHashMap<>();
    private final List<JsonNode> views = new CopyOnWriteArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final BlockRules rules = new BlockRules(violations::add);
    private final AtomicLong messages = new AtomicLong();
    private final long start = Instant.now().getEpochSecond();
    private volatile boolean status = true;
    private volatile boolean assistantView;
    private volatile boolean feedbackButtons = true;

    Workspace() {}

    /** The {@code ts} of a message that is to be. */
    public String nextTs() {
        return String.format(Locale.ROOT, "%d.%06d", start, messages.incrementAndGet());
    }

    /** All that stands in a channel. */
    synchronized List<Post> posts(String channel) {
        return posts.stream().filter(p -> p.channel().equals(channel)).toList();
    }

    synchronized Post add(String channel, String thread, String user, String text, JsonNode blocks, JsonNode metadata,
            @Nullable String onlyFor) {
        String place = channel.startsWith("U") ? "D" + channel.substring(1) : channel;
        Post post = new Post(place, nextTs(), thread.isEmpty() ? null : thread, user, text, blocks, metadata, onlyFor,
                0);
        posts.add(post);
        return post;
    }

    synchronized Optional<Post> find(String channel, String ts) {
        return posts.stream().filter(p -> p.channel().equals(channel) && p.ts().equals(ts)).findFirst();
    }

    synchronized void replace(Post before, Post after) {
        posts.set(posts.indexOf(before), after);
    }

    synchronized void remove(Post post) {
        posts.remove(post);
    }

    synchronized boolean responded(String path, JsonNode message) {
        String[] parts = path.split("/", -1);
        if (parts.length < 5 || uses.merge(path, 1, Integer::sum) > USES_OF_A_RESPONSE_URL) {
            return false;
        }
        MethodRules.check("response_url", message, violations::add);
        rules.message(message);
        boolean forAll = message.path("response_type").asString("").equals("in_channel");
        add(parts[2], "", FakeSlack.BOT, message.path("text").asString(""), message.path("blocks"),
                JsonMapper.shared().createObjectNode(), forAll ? null : parts[3]);
        return true;
    }

    /** Why a message is not taken there, if it is not. */
    synchronized Optional<String> refusal(String channel, JsonNode message) {
        if (archived.contains(channel) || strangers.contains(channel)) {
            return Optional.of(archived.contains(channel) ? "is_archived" : "not_in_channel");
        }
        boolean feedback = message.path("blocks").toString().contains("context_actions");
        return feedback && !feedbackButtons ? Optional.of("invalid_blocks") : Optional.empty();
    }

    /** The channel takes nothing more. */
    public synchronized void archive(String channel) {
        archived.add(channel);
    }

    /** The bot is not in that channel. */
    public synchronized void keepOut(String channel) {
        strangers.add(channel);
    }

    synchronized boolean isStranger(String channel) {
        return strangers.contains(channel);
    }

    /** No status can be shown. */
    public void withoutStatus() {
        status = false;
    }

    boolean takesStatus() {
        return status;
    }

    /** The app is from before the agent view. */
    public void withAssistantView() {
        assistantView = true;
    }

    boolean hasAssistantView() {
        return assistantView;
    }

    synchronized boolean putReaction(JsonNode request, boolean added) {
        String place = request.path("channel").asString("") + "/" + request.path("timestamp").asString("") + "/"
                + request.path("name").asString("");
        return added ? reactions.add(place) : reactions.remove(place);
    }

    synchronized Set<String> reactions() {
        return Set.copyOf(reactions);
    }

    /** Somebody is a member, with a mail address that they confirmed. */
    public ObjectNode member(String user, String name, String email) {
        ObjectNode member = JsonMapper.shared().createObjectNode().put("id", user).put("team_id", FakeSlack.TEAM)
                .put("real_name", name).put("deleted", false).put("is_bot", false).put("is_restricted", false)
                .put("is_ultra_restricted", false).put("is_email_confirmed", true);
        member.putObject("profile").put("email", email).put("real_name", name).put("display_name", "");
        profiles.put(user, member);
        return member;
    }

    Optional<JsonNode> profile(String user) {
        return Optional.ofNullable(profiles.get(user));
    }

    /** The workspace has no feedback buttons. */
    public void withoutFeedbackButtons() {
        feedbackButtons = false;
    }

    void opened(JsonNode view) {
        views.add(view);
    }

    List<JsonNode> views() {
        return List.copyOf(views);
    }

    BlockRules rules() {
        return rules;
    }

    void violation(String what) {
        violations.add(what);
    }

    List<String> violations() {
        return List.copyOf(violations);
    }
}
