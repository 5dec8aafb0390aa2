package io.parley.channel.calls;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * HTTP client below a service's library. It tells apart a request that was never sent and a request whose answer got lost,
 * which libraries do not. It repeats nothing on its own and follows no redirect.
 */
public final class OkHttpWire {
    /** How long a connection may take, whatever the library above has set. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_CALLS = 64;

    /** Failure of a request of which nothing was sent. */
    public static final class NeverSentException extends IOException {
        private static final long serialVersionUID = 1L;

        NeverSentException(IOException cause) {
            super(cause);
        }
    }

    /** Failure of a request that was sent, at least in part, and got no answer. */
    public static final class NoAnswerException extends IOException {
        private static final long serialVersionUID = 1L;

        NoAnswerException(IOException cause) {
            super(cause);
        }
    }

    /** Progress of a call: whether its request was begun to be written. */
    private static final class Progress {
        private volatile boolean sending;
    }

    private OkHttpWire() {}

    /**
     * A new client; {@link #close} ends it.
     *
     * @param answerTimeout how long a whole call may take
     */
    public static OkHttpClient client(Duration answerTimeout) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(MAX_CALLS);
        dispatcher.setMaxRequestsPerHost(MAX_CALLS);
        return new OkHttpClient.Builder().dispatcher(dispatcher).retryOnConnectionFailure(false).followRedirects(false)
                .connectTimeout(CONNECT_TIMEOUT).readTimeout(answerTimeout).writeTimeout(answerTimeout)
                .callTimeout(answerTimeout)
                .addInterceptor(OkHttpWire::watch).addNetworkInterceptor(OkHttpWire::mark).build();
    }

    /** Ends a client and its calls. */
    public static void close(OkHttpClient client) {
        Dispatcher dispatcher = client.dispatcher();
        dispatcher.cancelAll();
        dispatcher.executorService().shutdown();
        client.connectionPool().evictAll();
    }

    private static Response watch(Interceptor.Chain chain) throws IOException {
        Progress progress = new Progress();
        Request request = chain.request().newBuilder().tag(Progress.class, progress).build();
        try {
            return chain.withConnectTimeout((int) CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .proceed(request);
        } catch (IOException e) {
            throw progress.sending ? new NoAnswerException(e) : new NeverSentException(e);
        }
    }

    private static Response mark(Interceptor.Chain chain) throws IOException {
        Progress progress = chain.request().tag(Progress.class);
        if (progress != null) {
            progress.sending = true;
        }
        return chain.proceed(chain.request());
    }
}
