package io.parley.fake.telegram;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Updates that the bot has not confirmed. They live for 24 hours, leave in order of their id, and come again until a
 * call with a higher offset confirms them. <a href="https://core.telegram.org/bots/api#getupdates">getUpdates</a>.
 */
final class UpdateQueue {

    static final Duration LIFE = Duration.ofHours(24);
    private static final int LONGEST_POLL_SECONDS = 50;
    private static final Set<String> ONLY_WHEN_NAMED = Set.of("chat_member", "message_reaction",
            "message_reaction_count");

    /** One update that waits: its JSON as it goes out, the chat that it belongs to and when it happened. */
    record Pending(long id, long chat, String json, Instant at) {}

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TreeMap<Long, Pending> pending = new TreeMap<>();
    private final PollStats stats = new PollStats();
    private long nextId = 700_000_001;
    private @Nullable Set<String> allowed;
    private @Nullable Poll current;
    private boolean webhook;
    private boolean closed;

    private static final class Poll {
        private final BooleanSupplier gone;
        private boolean evicted;
        private boolean abandoned;

        Poll(BooleanSupplier gone) {
            this.gone = gone;
        }
    }

    UpdateQueue(InstantSource clock) {
        this.clock = clock;
    }

    /** Queues an update if the bot asked for its kind; gives its id, or 0. */
    long add(String kind, long chat, ObjectNode payload) {
        lock.lock();
        try {
            if (!wants(kind)) {
                return 0;
            }
            ObjectNode update = JsonMapper.shared().createObjectNode();
            update.put("update_id", nextId).set(kind, payload);
            return enqueue(nextId, chat, update.toString());
        } finally {
            lock.unlock();
        }
    }

    /** Queues JSON as it stands; {@code update_id} is set if it has none. */
    long addRaw(String json) {
        lock.lock();
        try {
            JsonNode update = JsonMapper.shared().readTree(json);
            if (update.path("update_id").isIntegralNumber()) {
                return enqueue(update.path("update_id").asLong(), 0, json);
            }
            ((ObjectNode) update).put("update_id", nextId);
            return enqueue(nextId, 0, update.toString());
        } finally {
            lock.unlock();
        }
    }

    private long enqueue(long id, long chat, String json) {
        pending.put(id, new Pending(id, chat, json, clock.instant()));
        nextId = Math.max(nextId, id) + 1;
        changed.signalAll();
        return id;
    }

    private boolean wants(String kind) {
        return (allowed == null || allowed.isEmpty()) ? !ONLY_WHEN_NAMED.contains(kind) : allowed.contains(kind);
    }

    /** The result of getUpdates as JSON; waits as long as the request says. */
    String poll(JsonNode request, BooleanSupplier callerGone) throws ApiError {
        lock.lock();
        try {
            if (webhook) {
                stats.webhookConflicts++;
                throw ApiError.conflict("can't use getUpdates method while webhook is active; "
                        + "use deleteWebhook to delete the webhook first");
            }
            allow(request);
            confirm(request.path("offset").asLong(0));
            return await(request, callerGone);
        } catch (InterruptedException e) {
            throw ApiError.conflict("the server stops");
        } finally {
            lock.unlock();
        }
    }

    private String await(JsonNode request, BooleanSupplier callerGone) throws ApiError, InterruptedException {
        Poll mine = new Poll(callerGone);
        evictEarlier();
        current = mine;
        stats.begin();
        try {
            int limit = Math.clamp(request.path("limit").asInt(100), 1, 100);
            int seconds = Math.clamp(request.path("timeout").asInt(0), 0, LONGEST_POLL_SECONDS);
            long left = TimeUnit.SECONDS.toNanos(seconds);
            List<Pending> batch = batch(request.path("offset").asLong(0), limit);
            while (batch.isEmpty() && left > 0 && !mine.evicted && !closed && !webhook) {
                left = changed.awaitNanos(left);
                batch = batch(request.path("offset").asLong(0), limit);
            }
            if (mine.evicted) {
                throw ApiError.conflict("terminated by other getUpdates request; "
                        + "make sure that only one bot instance is running");
            }
            stats.handedOut += batch.size();
            return batch.stream().map(Pending::json).collect(Collectors.joining(",", "[", "]"));
        } finally {
            if (!mine.abandoned) {
                stats.end();
            }
            current = current == mine ? null : current;
        }
    }

    private void evictEarlier() {
        if (current != null) {
            current.evicted = true;
            if (current.gone.getAsBoolean()) {
                current.abandoned = true;
                stats.abandoned++;
                stats.end();
            } else {
                stats.conflicts++;
            }
            changed.signalAll();
        }
    }

    private void allow(JsonNode request) {
        if (request.has("allowed_updates")) {
            var kinds = new HashSet<String>();
            request.get("allowed_updates").forEach(kind -> kinds.add(kind.asString()));
            allowed = kinds;
        }
    }

    private void confirm(long offset) {
        if (offset > 0) {
            pending.headMap(offset, false).clear();
        } else if (offset < 0) {
            while (pending.size() > -offset) {
                pending.pollFirstEntry();
            }
        }
    }

    private List<Pending> batch(long offset, int limit) {
        Instant oldest = clock.instant().minus(LIFE);
        pending.values().removeIf(update -> update.at.isBefore(oldest));
        return pending.tailMap(Math.max(0, offset), true).values().stream().limit(limit).toList();
    }

    /** Turns to the webhook, or back, with the kinds of update that the request names. */
    void webhook(boolean on, JsonNode request) {
        lock.lock();
        try {
            webhook = on;
            allow(request);
            if (request.path("drop_pending_updates").asBoolean(false)) {
                pending.clear();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until an update is there that is not yet under way to the webhook; null when the server closes. */
    @Nullable
    List<Pending> takeForWebhook(Set<Long> underWay) throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                List<Pending> fresh = webhook
                        ? batch(0, Integer.MAX_VALUE).stream().filter(p -> underWay.add(p.id)).toList()
                        : List.of();
                if (!fresh.isEmpty()) {
                    return new ArrayList<>(fresh);
                }
                changed.await();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    void delivered(long id) {
        lock.lock();
        try {
            pending.remove(id);
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return batch(0, Integer.MAX_VALUE).size();
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    Set<String> allowed() {
        lock.lock();
        try {
            return allowed == null ? null : Set.copyOf(allowed);
        } finally {
            lock.unlock();
        }
    }

    PollStats.Seen stats() {
        lock.lock();
        try {
            return stats.seen();
        } finally {
            lock.unlock();
        }
    }

    /** Ends every poll that waits. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
