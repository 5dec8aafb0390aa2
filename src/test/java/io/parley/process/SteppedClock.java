package io.parley.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** The machine's clock, ahead by as many seconds as a file says; the file is read again after a moment. */
public final class SteppedClock implements InstantSource {
    private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(100);

    private final Path file;
    private long readAt = System.nanoTime() - MOMENT;
    private long ahead;

    SteppedClock(Path file) {
        this.file = file;
    }

    /** Sets the clocks that read the file; a concurrent reader sees the old time or the new one. */
    public static void set(Path file, long secondsAhead) throws IOException {
        Path next = Files.writeString(file.resolveSibling("next-clock"), Long.toString(secondsAhead));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public synchronized Instant instant() {
        if (System.nanoTime() - readAt >= MOMENT) {
            readAt = System.nanoTime();
            ahead = read();
        }
        return InstantSource.system().instant().plusSeconds(ahead);
    }

    private long read() {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
