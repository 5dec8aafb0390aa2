package io.parley.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for processes that listen where they did before they were started again. */
public final class Ports {

    /** Below those that systems give to outgoing connections, so that none takes it before the process listens. */
    private static final int FROM = 20_000;
    private static final int TO = 30_000;

    private Ports() {}

    /** A port of this machine at which nobody listens. */
    public static int unused() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FROM, TO);
            try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (IOException _) {
                // Somebody listens there.
            }
        }
    }
}
