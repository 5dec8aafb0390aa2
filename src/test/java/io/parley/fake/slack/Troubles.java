package io.parley.fake.slack;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The faults of calls: of the next ones of a method, or of all for a while. */
final class Troubles {
    private final Map<String, Queue<Fault>> next = new ConcurrentHashMap<>();
    private volatile @Nullable Fault lasting;

    void add(String method, Fault... faults) {
        next.computeIfAbsent(method, m -> new ConcurrentLinkedQueue<>()).addAll(List.of(faults));
    }

    void lasting(@Nullable Fault fault) {
        lasting = fault;
    }

    /** The fault of this call of a method, if it has one. */
    @Nullable
    Fault of(String method) {
        Queue<Fault> queue = next.get(method);
        Fault fault = queue == null ? null : queue.poll();
        return fault == null ? lasting : fault;
    }

    boolean areLasting() {
        return lasting != null;
    }
}
