package io.parley.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Stands between a client and a server on this machine, and lets their connections go wrong. */
public final class TcpProxy implements AutoCloseable {
    private final int target;
    private final InetSocketAddress address;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Semaphore oneAfterTheOther = new Semaphore(1, true);
    private volatile Duration each = Duration.ZERO;
    private volatile @Nullable ServerSocket listening;

    /** @param target the server's port */
    public TcpProxy(int target) throws IOException {
        this.target = target;
        ServerSocket socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        this.address = (InetSocketAddress) socket.getLocalSocketAddress();
        listen(socket);
    }

    /** The port at which clients connect, on the loopback address. */
    public int port() {
        return address.getPort();
    }

    /** Silences the open connections, without closing them; new connections work. */
    public void silence() {
        links.forEach(link -> link.silent = true);
    }

    /** Nobody gets in, and who is in is thrown out, until {@link #accept}. */
    public void refuse() throws IOException {
        ServerSocket socket = listening;
        listening = null;
        if (socket != null) {
            socket.close();
        }
        links.forEach(Link::close);
    }

    /** Lets clients in again. */
    public void accept() throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(address, 200);
        listen(socket);
    }

    /** From now on connections are served one after the other, and each takes at least that long; zero ends it. */
    public void serveOneIn(Duration time) {
        each = time;
    }

    private void listen(ServerSocket socket) {
        listening = socket;
        Thread.ofPlatform().daemon().name("proxy-" + port()).start(() -> {
            while (!socket.isClosed()) {
                try {
                    Link link = new Link(socket.accept());
                    Thread.ofPlatform().daemon().start(link::serve);
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    @Override
    public void close() {
        try {
            refuse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client's connection and the one to the server. */
    private final class Link {
        private final Socket client;
        private volatile @Nullable Socket server;
        private volatile boolean silent;

        Link(Socket client) {
            this.client = client;
        }

        void serve() {
            Duration pace = each;
            if (!pace.isPositive()) {
                connect();
                return;
            }
            oneAfterTheOther.acquireUninterruptibly();
            try {
                long begin = System.nanoTime();
                connect();
                Thread.sleep(Duration.ofNanos(Math.max(0, pace.toNanos() - (System.nanoTime() - begin))));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                oneAfterTheOther.release();
            }
        }

        private void connect() {
            links.add(this);
            try (Socket there = new Socket(InetAddress.getLoopbackAddress(), target)) {
                server = there;
                there.setTcpNoDelay(true);
                client.setTcpNoDelay(true);
                Thread back = Thread.ofPlatform().daemon().start(() -> carry(there, client));
                carry(client, there);
                back.join();
            } catch (IOException e) {
                close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                close();
                links.remove(this);
            }
        }

        /**
         * Copies bytes. A silenced link is read, so that its sender notices nothing, and nothing is passed on, not even
         * its end.
         */
        private void carry(Socket from, Socket to) {
            byte[] buffer = new byte[65_536];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!silent) {
                        out.write(buffer, 0, read);
                        out.flush();
                    }
                }
            } catch (IOException e) {
                // The other direction ends, too.
            } finally {
                if (!silent) {
                    close();
                }
            }
        }

        private void close() {
            try {
                client.close();
                Socket there = server;
                if (there != null) {
                    there.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
