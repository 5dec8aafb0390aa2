package io.parley.fake.telegram;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The caller's end of a call. The JDK's server does not notice that a caller hung up while it works; Linux does, and
 * shows it in its table of connections, so that a process that was killed does not count as a second poller.
 */
record Connection(int local, int remote) {

    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final String ESTABLISHED = "01";

    Connection(HttpExchange exchange) {
        this(exchange.getLocalAddress().getPort(), exchange.getRemoteAddress().getPort());
    }

    /** Whether the caller is known to have hung up; false where that cannot be known. */
    boolean gone() {
        return TABLES.stream().anyMatch(Files::isReadable) && TABLES.stream().noneMatch(this::established);
    }

    private boolean established(Path table) {
        String from = String.format(Locale.ROOT, ":%04X", local);
        String to = String.format(Locale.ROOT, ":%04X", remote);
        try (Stream<String> lines = Files.isReadable(table) ? Files.lines(table) : Stream.empty()) {
            return lines.map(line -> line.strip().split("\\s+", -1)).anyMatch(
                    f -> f.length > 3 && f[1].endsWith(from) && f[2].endsWith(to) && f[3].equals(ESTABLISHED));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
