package io.parley.channel.email;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A line to a mail server that can be cut, that can fall silent while it stays open, and that can refuse. */
final class Wire implements AutoCloseable {
    private final ServerSocket entrance;
    private final int port;
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final AtomicLong brought = new AtomicLong();
    private volatile boolean refuses;
    private volatile String farewell = "";
    private volatile boolean withoutIdle;
    private volatile boolean withoutNews;
    private volatile boolean oneByOne;
    private volatile boolean tellsAgain;
    private final AtomicLong commands = new AtomicLong();
    private final AtomicReference<Runnable> beforeIdle = new AtomicReference<>(() -> {});

    /** One connection through it. */
    private static final class Line {
        private final Socket client;
        private final Socket server;
        private volatile boolean silent;
        /** A folder is being opened, whose number of mails belongs to the answer. */
        private volatile boolean selecting;
        /** Whole mails are being fetched by their UIDs. */
        private volatile boolean fetching;

        Line(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void cut() {
            try (client; server) {
                silent = true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Wire(int port) throws IOException {
        this.port = port;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    static Wire to(int port) {
        try {
            return new Wire(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** All connections end. */
    void cut() {
        lines.forEach(Line::cut);
        lines.clear();
    }

    /** All connections that exist now stay open and say nothing more. */
    void fallSilent() {
        lines.forEach(line -> line.silent = true);
    }

    /** Whether new connections end at once. */
    void refuse(boolean whether) {
        refuses = whether;
        farewell = whether ? farewell : "";
        cut();
    }

    /** New connections end after a greeting that says to come later (RFC 5321, section 3.8). */
    void beBusy() {
        farewell = "421 4.3.2 come later\r\n";
        refuse(true);
    }

    /** The server does not say any more that it can IDLE. */
    Wire withoutIdle() {
        withoutIdle = true;
        return this;
    }

    /** The server forgets to announce a mail that arrives while a folder is open. */
    Wire withoutNews() {
        withoutNews = true;
        return this;
    }

    /** The server fails to give mails that are fetched by their UIDs. */
    Wire oneByOne() {
        oneByOne = true;
        return this;
    }

    /** The server says again each time, before it idles, how many mails there are. */
    void tellsAgain() {
        tellsAgain = true;
    }

    /** Does something when the client has asked the server to IDLE and the server does not know of it yet, once. */
    void beforeIdle(Runnable something) {
        beforeIdle.set(something);
    }

    /** How many commands the client sent so far. */
    long commands() {
        return commands.get();
    }

    /** How many connections there are. */
    long open() {
        return lines.stream().filter(line -> !line.client.isClosed()).count();
    }

    /** How many bytes the server sent so far. */
    long brought() {
        return brought.get();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                if (refuses) {
                    client.getOutputStream().write(farewell.getBytes(StandardCharsets.US_ASCII));
                    client.close();
                } else {
                    connect(new Line(client, new Socket(InetAddress.getLoopbackAddress(), port)));
                }
            } catch (IOException e) {
                // The server is closed, or this entrance is.
            }
        }
    }

    private void connect(Line line) {
        lines.add(line);
        Thread.ofVirtual().start(() -> carry(line, line.client, line.server, false));
        Thread.ofVirtual().start(() -> carry(line, line.server, line.client, true));
    }

    private void carry(Line line, Socket from, Socket to, boolean down) {
        byte[] some = new byte[8192];
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                if (!line.silent) {
                    brought.addAndGet(down ? n : 0);
                    out.write(down ? answer(line, some, n) : command(line, some, n));
                    out.flush();
                }
            }
        } catch (IOException e) {
            // It was cut.
        }
    }

    private byte[] command(Line line, byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        commands.incrementAndGet();
        if (text.endsWith(" IDLE\r\n")) {
            beforeIdle.getAndSet(() -> {}).run();
        }
        line.selecting |= text.contains(" SELECT ");
        line.fetching = text.contains(" UID FETCH ") && text.contains("BODY.PEEK");
        return Arrays.copyOf(bytes, length);
    }

    private byte[] answer(Line line, byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        String idle = withoutIdle ? text.replace(" IDLE", " IDXX") : text;
        String news = withoutNews && !line.selecting ? idle.replace(" EXISTS", " XXISTS") : idle;
        line.selecting &= !text.contains("[READ-WRITE]");
        String failed = oneByOne && line.fetching ? news.replace(" OK FETCH", " NO FETCH") : news;
        String told = tellsAgain && text.startsWith("+ ") ? "* 1 EXISTS\r\n" + failed : failed;
        return told.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
