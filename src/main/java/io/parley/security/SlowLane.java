package io.parley.security;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Delayed login attempts for an address that has used up its allowance: one at a time, each after a pause, and few at
 * once over all addresses. A right password gets through late, and guessing stays slow.
 */
final class SlowLane {
    private final Semaphore places;
    private final Set<String> inside = ConcurrentHashMap.newKeySet();
    private final Duration pause;

    /** @param atOnce how many passwords may wait here at once, over all addresses */
    SlowLane(int atOnce, Duration pause) {
        this.places = new Semaphore(atOnce);
        this.pause = pause;
    }

    /** Waits the pause; false at once where another one of the address waits, or too many do. */
    boolean pass(String address) {
        if (!inside.add(address)) {
            return false;
        }
        try {
            return waitOnce();
        } finally {
            inside.remove(address);
        }
    }

    private boolean waitOnce() {
        if (!places.tryAcquire()) {
            return false;
        }
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            places.release();
        }
    }
}
