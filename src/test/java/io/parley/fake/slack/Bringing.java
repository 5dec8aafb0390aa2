package io.parley.fake.slack;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Delivers events to an application over HTTP, signed. An event that is not answered with 2xx within 3 seconds is
 * delivered again: at once, after a minute and after five, on a clock that the test turns. Events of one thread are
 * delivered one after the other, as long as each is accepted at the first attempt.
 */
final class Bringing {
    private static final int MOST_AT_ONCE = 16;
    private static final CompletableFuture<?> NOW = CompletableFuture.completedFuture("");
    private static final List<Duration> RETRIES = List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(5));

    /** Something that was not taken yet. */
    private record Pending(String type, String body, @Nullable String message, int tries, Duration due,
            String reason) {}

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Supplier<@Nullable URI> target;
    private final List<Pending> pending = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private final Semaphore atOnce = new Semaphore(MOST_AT_ONCE);
    private final Map<String, CompletableFuture<?>> lastOfThread = new HashMap<>();
    private final Map<String, Integer> brought = new HashMap<>();
    private final Map<String, Integer> taken = new HashMap<>();
    private Duration time = Duration.ZERO;
    private int underWay;
    private int moment;
    private volatile Duration patience = Duration.ofSeconds(3);

    Bringing(Supplier<@Nullable URI> target) {
        this.target = target;
    }

    /** Waits for so long, in place of 3 seconds, until an event is taken. */
    void waitFor(Duration longest) {
        patience = longest;
    }

    /** @param message what it tells of, if it is a message, as {@code channel/ts} */
    synchronized void json(String body, String thread, String message) {
        var tried = new CompletableFuture<@Nullable Void>();
        CompletableFuture<?> former = lastOfThread.put(thread, tried);
        submit(new Pending("application/json", body, message, 0, Duration.ZERO, ""), former == null ? NOW : former,
                tried);
    }

    void form(String body) {
        submit(new Pending("application/x-www-form-urlencoded", body, null, 0, Duration.ZERO, ""));
    }

    static String field(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Lets time pass for the retries. */
    synchronized void turn(Duration by) {
        time = time.plus(by);
        List<Pending> due = pending.stream().filter(p -> p.due.compareTo(time) <= 0).toList();
        pending.removeAll(due);
        due.forEach(this::submit);
    }

    /** Whether everything was taken, or given up. */
    synchronized boolean isIdle() {
        return pending.isEmpty() && underWay == 0;
    }

    /** Whether nothing is being brought, and something waits for its next try. */
    synchronized boolean isWaiting() {
        return underWay == 0 && !pending.isEmpty();
    }

    /** Whether something waits that is brought only once more. */
    synchronized boolean isOnLastTry() {
        return pending.stream().anyMatch(event -> event.tries == RETRIES.size());
    }

    /** Whether a message was taken before another was brought for the first time. */
    synchronized boolean tookBefore(String message, String other) {
        Integer first = taken.get(message);
        return first != null && first < brought.getOrDefault(other, Integer.MAX_VALUE);
    }

    /** How many messages were taken. */
    synchronized int taken() {
        return taken.size();
    }

    /** The events that were given up after the last retry. */
    synchronized List<String> lost() {
        return List.copyOf(lost);
    }

    private void submit(Pending event) {
        submit(event, NOW, new CompletableFuture<>());
    }

    /** Brings it after another, and says when that was tried. */
    private synchronized void submit(Pending event, CompletableFuture<?> former,
            CompletableFuture<@Nullable Void> tried) {
        underWay++;
        threads.execute(() -> {
            former.join();
            noted(brought, event);
            String failure = bring(event);
            tried.complete(null);
            settled(event, failure);
        });
    }

    private synchronized void noted(Map<String, Integer> when, Pending event) {
        if (event.message != null) {
            when.putIfAbsent(event.message, moment++);
        }
    }

    /** @param failure why it was not taken, in Slack's word; empty if it was */
    private synchronized void settled(Pending event, String failure) {
        underWay--;
        if (failure.isEmpty()) {
            noted(taken, event);
            return;
        }
        if (event.tries == RETRIES.size()) {
            lost.add(event.body);
            return;
        }
        Pending next = new Pending(event.type, event.body, event.message, event.tries + 1,
                time.plus(RETRIES.get(event.tries)),
                failure);
        if (event.tries == 0) {
            submit(next);
        } else {
            pending.add(next);
        }
    }

    private String bring(Pending event) {
        URI url = target.get();
        if (url == null) {
            return "connection_failed";
        }
        String now = Long.toString(Instant.now().getEpochSecond());
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(patience).header("Content-Type", event.type)
                .header("X-Slack-Request-Timestamp", now)
                .header("X-Slack-Signature", signature(FakeSlack.SECRET, now, event.body))
                .POST(HttpRequest.BodyPublishers.ofString(event.body));
        if (event.tries > 0) {
            request.header("X-Slack-Retry-Num", Integer.toString(event.tries));
            request.header("X-Slack-Retry-Reason", event.reason);
        }
        try {
            atOnce.acquire();
            try {
                int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
                return status / 100 == 2 ? "" : "http_error";
            } finally {
                atOnce.release();
            }
        } catch (HttpTimeoutException e) {
            return "http_timeout";
        } catch (IOException e) {
            return "connection_failed";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown_error";
        }
    }

    static String signature(String secret, String timestamp, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "v0=" + HexFormat.of().formatHex(
                    mac.doFinal(("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    void close() {
        threads.shutdownNow();
        client.shutdownNow();
    }
}
