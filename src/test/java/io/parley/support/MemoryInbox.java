package io.parley.support;

import io.parley.channel.InboundSink;
import io.parley.channel.RawEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * An inbox in memory: a key is taken once, and seen once the transaction that brought it is committed. It can be told to
 * fail, and what happens meanwhile.
 */
public final class MemoryInbox implements InboundSink {
    /** How many more calls fail. */
    public final AtomicInteger failures = new AtomicInteger();
    /** Runs once, while the inbox takes the next events. */
    public final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    private final Map<String, RawEvent> events = new LinkedHashMap<>();

    @Override
    public synchronized int store(List<RawEvent> arrived) {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("the database is away");
        }
        meanwhile.getAndSet(() -> {}).run();
        List<RawEvent> unknown = arrived.stream().filter(event -> !events.containsKey(event.key())).toList();
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    keep(unknown);
                }
            });
        } else {
            keep(unknown);
        }
        return unknown.size();
    }

    private synchronized void keep(List<RawEvent> arrived) {
        arrived.forEach(event -> events.putIfAbsent(event.key(), event));
    }

    /** The events taken so far, oldest first. */
    public synchronized List<RawEvent> events() {
        return new ArrayList<>(events.values());
    }
}
