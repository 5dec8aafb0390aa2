package io.parley.fake.telegram;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The faults that wait for their call. The first that fits a call is used. */
public final class Faults {

    private record Waiting(BiPredicate<String, JsonNode> fits, AtomicInteger left, Fault fault) {}

    private final List<Waiting> waiting = new CopyOnWriteArrayList<>();

    Faults() {}

    /** The next calls of a method go wrong. */
    public void next(String method, int times, Fault fault) {
        when((called, request) -> called.equalsIgnoreCase(method), times, fault);
    }

    /** The next call of a method goes wrong. */
    public void next(String method, Fault fault) {
        next(method, 1, fault);
    }

    /** The next calls, of any method but getUpdates, go wrong. */
    public void next(int times, Fault fault) {
        when((called, request) -> !called.equalsIgnoreCase("getUpdates"), times, fault);
    }

    /** Calls of a method for one chat go wrong. */
    public void inChat(FakeChat chat, String method, int times, Fault fault) {
        when((called, request) -> called.equalsIgnoreCase(method) && request.path("chat_id").asLong(0) == chat.id(),
                times, fault);
    }

    /** Calls that fit, by method and request, go wrong. */
    public void when(BiPredicate<String, JsonNode> fits, int times, Fault fault) {
        waiting.add(new Waiting(fits, new AtomicInteger(times), fault));
    }

    /** Everything works again. */
    public void clear() {
        waiting.clear();
    }

    /** How many calls are still to go wrong. */
    public int left() {
        return waiting.stream().mapToInt(w -> w.left.get()).sum();
    }

    @Nullable
    Fault take(String method, JsonNode request) {
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext();) {
            Waiting next = all.next();
            if (next.fits.test(method, request)) {
                int left = next.left.getAndDecrement();
                if (left <= 1) {
                    waiting.remove(next);
                }
                if (left >= 1) {
                    return next.fault;
                }
            }
        }
        return null;
    }
}
