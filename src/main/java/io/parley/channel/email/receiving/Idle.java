package io.parley.channel.email.receiving;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.iap.ResponseHandler;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.jspecify.annotations.Nullable;

/** One IDLE (RFC 2177), which ends at news or after a while. A server that does not even say that it ended is lost. */
final class Idle {
    private final IMAPProtocol protocol;
    private final Duration atMost;
    private final boolean heedsEarly;
    private final AtomicBoolean ending = new AtomicBoolean();
    private volatile boolean overdue;
    private boolean announced;

    /** @param heedsEarly whether it ends at mails that are announced before it has begun */
    Idle(IMAPProtocol protocol, Duration atMost, boolean heedsEarly) {
        this.protocol = protocol;
        this.atMost = atMost;
        this.heedsEarly = heedsEarly;
    }

    /**
     * Waits for news.
     *
     * @return whether there may be some; not when the time was over first
     * @throws ProtocolException when the server says nothing more, or something else
     */
    boolean await() throws ProtocolException {
        start();
        Thread watchdog = Thread.ofVirtual().name("mail-watchdog").start(this::endInTime);
        try {
            if (isEndedEarly()) {
                end();
            }
            Response response = protocol.readIdleResponse();
            if (isTimeout(response) && ending.get()) {
                throw new ProtocolException("The server says nothing");
            }
            if (isTimeout(response) || (response != null && protocol.processIdleResponse(response))) {
                end();
                readRest();
            }
            return !overdue;
        } finally {
            ending.set(true);
            watchdog.interrupt();
        }
    }

    /** Whether it ended at mails that were announced before it had begun. */
    boolean isEndedEarly() {
        return announced && heedsEarly;
    }

    /** What came since the last command may be told before the server says that it idles (RFC 3501, section 7). */
    private void start() throws ProtocolException {
        ResponseHandler early = answer -> announced |= answer instanceof IMAPResponse news && news.keyEquals("EXISTS");
        protocol.addResponseHandler(early);
        try {
            protocol.idleStart();
        } finally {
            protocol.removeResponseHandler(early);
        }
    }

    private void readRest() throws ProtocolException {
        Response next = protocol.readIdleResponse();
        while (next != null && !isTimeout(next) && protocol.processIdleResponse(next)) {
            next = protocol.readIdleResponse();
        }
        if (isTimeout(next)) {
            throw new ProtocolException("The server says nothing");
        }
    }

    private void endInTime() {
        try {
            Thread.sleep(atMost);
            overdue = !ending.get();
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        if (ending.compareAndSet(false, true)) {
            protocol.idleAbort();
        }
    }

    private static boolean isTimeout(@Nullable Response response) {
        return response != null && response.isBYE() && response.isSynthetic()
                && response.getException() instanceof SocketTimeoutException;
    }
}
