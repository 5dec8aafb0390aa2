package io.parley.fake.telegram;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings updates to the bot's own address. Updates of one chat go one after another; each is tried again, later and
 * later, until a 2xx comes. <a href="https://core.telegram.org/bots/api#setwebhook">setWebhook</a>.
 */
final class WebhookSender {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
    private static final int DOUBLINGS = 6;

    /** One address with its secret. */
    private record Target(URI url, String secret, Semaphore connections, int most) {}

    private final World world;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();
    private final Map<Long, Deque<UpdateQueue.Pending>> perChat = new HashMap<>();
    private final Set<Long> underWay = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Target target;
    private volatile Duration firstRetry = Duration.ofSeconds(1);
    private volatile String lastError = "";
    private volatile long lastErrorAt;

    WebhookSender(World world) {
        this.world = world;
        Thread.ofVirtual().name("webhook").start(this::dispatch);
    }

    void firstRetry(Duration wait) {
        firstRetry = wait;
    }

    JsonNode set(ObjectNode request) throws ApiError {
        String url = request.path("url").asString("");
        String secret = request.path("secret_token").asString("");
        if (url.isEmpty()) {
            return delete(request);
        }
        if (!url.startsWith("https://") && !url.matches("http://(localhost|127\\.0\\.0\\.1)[:/].*")) {
            throw ApiError.badRequest("bad webhook: An HTTPS URL must be provided for webhook");
        }
        if (!secret.matches("[A-Za-z0-9_-]{0,256}")) {
            throw ApiError.badRequest("secret token contains unallowed characters");
        }
        int most = request.path("max_connections").asInt(40);
        target = new Target(URI.create(url), secret, new Semaphore(most), most);
        world.updates.webhook(true, request);
        return JsonMapper.shared().getNodeFactory().booleanNode(true);
    }

    JsonNode delete(ObjectNode request) {
        target = null;
        world.updates.webhook(false, request);
        return JsonMapper.shared().getNodeFactory().booleanNode(true);
    }

    JsonNode info() {
        Target now = target;
        ObjectNode info = JsonMapper.shared().createObjectNode();
        info.put("url", now == null ? "" : now.url.toString()).put("has_custom_certificate", false);
        info.put("pending_update_count", world.updates.size());
        if (now != null) {
            info.put("max_connections", now.most);
        }
        if (lastErrorAt != 0) {
            info.put("last_error_date", lastErrorAt).put("last_error_message", lastError);
        }
        Set<String> allowed = world.updates.allowed();
        if (allowed != null && !allowed.isEmpty()) {
            info.set("allowed_updates", JsonMapper.shared().valueToTree(new HashSet<>(allowed)));
        }
        return info;
    }

    private void dispatch() {
        try {
            List<UpdateQueue.Pending> fresh = world.updates.takeForWebhook(underWay);
            while (fresh != null) {
                fresh.forEach(this::line);
                fresh = world.updates.takeForWebhook(underWay);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void line(UpdateQueue.Pending update) {
        Deque<UpdateQueue.Pending> queue = perChat.computeIfAbsent(update.chat(), chat -> new ArrayDeque<>());
        queue.add(update);
        if (queue.size() == 1) {
            Thread.ofVirtual().name("webhook-" + update.chat()).start(() -> drain(update.chat()));
        }
    }

    private synchronized UpdateQueue.@Nullable Pending next(long chat, boolean removeFirst) {
        Deque<UpdateQueue.Pending> queue = perChat.getOrDefault(chat, new ArrayDeque<>());
        if (removeFirst) {
            queue.poll();
        }
        return queue.peek();
    }

    private void drain(long chat) {
        UpdateQueue.Pending update = next(chat, false);
        while (update != null) {
            deliver(update);
            underWay.remove(update.id());
            update = next(chat, true);
        }
    }

    private void deliver(UpdateQueue.Pending update) {
        for (int attempt = 0; closed.getCount() > 0; attempt++) {
            Target now = target;
            if (now == null) {
                return;
            }
            if (post(now, update)) {
                world.updates.delivered(update.id());
                return;
            }
            pause(firstRetry.multipliedBy(1L << Math.min(attempt, DOUBLINGS)));
        }
    }

    private boolean post(Target to, UpdateQueue.Pending update) {
        HttpRequest.Builder request = HttpRequest.newBuilder(to.url).timeout(ANSWER_WITHIN)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(update.json()));
        if (!to.secret.isEmpty()) {
            request.header("X-Telegram-Bot-Api-Secret-Token", to.secret);
        }
        to.connections.acquireUninterruptibly();
        try {
            int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
            return status / 100 == 2 || failed("Wrong response from the webhook: " + status);
        } catch (IOException e) {
            return failed("Connection failed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("Interrupted");
        } finally {
            to.connections.release();
        }
    }

    private boolean failed(String why) {
        lastError = why;
        lastErrorAt = world.clock.instant().getEpochSecond();
        return false;
    }

    private void pause(Duration wait) {
        try {
            closed.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        closed.countDown();
        client.shutdownNow();
    }
}
