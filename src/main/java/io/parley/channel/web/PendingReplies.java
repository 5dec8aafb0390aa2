package io.parley.channel.web;

import io.parley.channel.LeftUnanswered;
import io.parley.cluster.Notifications;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Callers of {@code POST /api/chat} on this instance that wait for their answer. No thread waits with them. */
@Component
class PendingReplies {
    private static final Logger log = LoggerFactory.getLogger(PendingReplies.class);

    /** The topic that says: no answer comes to this message. */
    private static final String UNANSWERED = "web-unanswered";

    private final Map<String, Set<Pending>> byThread = new ConcurrentHashMap<>();
    private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
    private final WebMessages messages;
    private final Notifications notifications;

    PendingReplies(WebMessages messages, Notifications notifications) {
        this.messages = messages;
        this.notifications = notifications;
        notifications.listen(WebChannel.DELIVERED, thread -> work.execute(() -> look(thread)));
        notifications.listen(UNANSWERED, message -> work.execute(() -> waitNoLonger(message)));
    }

    private record Pending(String message, CompletableFuture<Optional<WebMessage>> answer) {}

    /**
     * The answer to a message, when it comes; empty when it did not in that time, or when none will come.
     *
     * @param store stores the message; an answer that comes at any time after that is received
     */
    CompletableFuture<Optional<WebMessage>> await(String thread, String message, Duration wait, Runnable store) {
        Pending pending = new Pending(message, new CompletableFuture<>());
        byThread.compute(thread, (key, present) -> {
            Set<Pending> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            all.add(pending);
            return all;
        });
        try {
            store.run();
        } catch (RuntimeException e) {
            forget(thread, pending);
            throw e;
        }
        look(thread);
        return pending.answer()
                .completeOnTimeout(Optional.empty(), wait.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answer, failure) -> forget(thread, pending));
    }

    /** Looks for answers whose wake-up was lost. */
    void look() {
        byThread.keySet().forEach(this::look);
    }

    @EventListener
    void on(LeftUnanswered message) {
        if (message.thread().channel().equals(WebNames.WEB)) {
            notifications.publish(UNANSWERED, message.externalId());
        }
    }

    private void waitNoLonger(String message) {
        byThread.values().stream().flatMap(Set::stream).filter(pending -> pending.message().equals(message))
                .forEach(pending -> pending.answer().complete(Optional.empty()));
    }

    private void look(String thread) {
        for (Pending pending : byThread.getOrDefault(thread, Set.of())) {
            try {
                messages.answerTo(thread, pending.message())
                        .ifPresent(answer -> pending.answer().complete(Optional.of(answer)));
            } catch (RuntimeException e) {
                log.warn("An answer is looked for later: {}", e.toString());
            }
        }
    }

    private void forget(String thread, Pending pending) {
        byThread.computeIfPresent(thread, (key, present) -> {
            present.remove(pending);
            return present.isEmpty() ? null : present;
        });
    }
}
