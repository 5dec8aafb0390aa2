package io.parley.process;

import io.parley.cluster.FailPoint;
import io.parley.cluster.FailPoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Ends this process with {@code kill -9} when work reaches a fail point for the given time. */
final class Suicide implements FailPoints {
    private final FailPoint where;
    private final AtomicInteger left;

    Suicide(FailPoint where, int time) {
        this.where = where;
        this.left = new AtomicInteger(time);
    }

    @Override
    public void reached(FailPoint point) {
        if (point == where && left.decrementAndGet() == 0) {
            end();
        }
    }

    private static void end() {
        try {
            new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        while (true) {
            LockSupport.park();
        }
    }
}
