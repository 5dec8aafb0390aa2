package io.parley.channel.telegram;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client below the Telegram library. It tells apart what the library does not: a request that never went out, one
 * whose answer got lost, and an answer that is not the Bot API's. It repeats nothing on its own.
 */
final class Wire {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int CALLS_AT_ONCE = 64;

    /** Nothing was sent. */
    static final class NeverSentException extends IOException {
        private static final long serialVersionUID = 1L;

        NeverSentException(IOException cause) {
            super(cause);
        }
    }

    /** It was sent, at least in part, and no answer came. */
    static final class NoAnswerException extends IOException {
        private static final long serialVersionUID = 1L;

        NoAnswerException(IOException cause) {
            super(cause);
        }
    }

    /** Something before the Bot API answered, or the Bot API is out of order. */
    static final class GatewayException extends IOException {
        private static final long serialVersionUID = 1L;

        private final int status;

        GatewayException(int status) {
            super("status " + status);
            this.status = status;
        }

        /** Whether the request was refused on its way; a 5xx, or a 200 in another tongue, says nothing about that. */
        boolean isRefused() {
            return status >= 300 && status < 500;
        }
    }

    /** Whether the request of a call was begun to be written. */
    private static final class Progress {
        private volatile boolean sending;
    }

    private Wire() {}

    static OkHttpClient client(Duration answerTimeout) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(CALLS_AT_ONCE);
        dispatcher.setMaxRequestsPerHost(CALLS_AT_ONCE);
        return new OkHttpClient.Builder().dispatcher(dispatcher).retryOnConnectionFailure(false).followRedirects(false)
                .connectTimeout(CONNECT_TIMEOUT).readTimeout(answerTimeout).writeTimeout(answerTimeout)
                .callTimeout(answerTimeout.plus(CONNECT_TIMEOUT))
                .addInterceptor(Wire::watch).addNetworkInterceptor(Wire::mark).build();
    }

    static void close(OkHttpClient client) {
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    private static Response watch(Interceptor.Chain chain) throws IOException {
        Progress progress = new Progress();
        Request request = chain.request().newBuilder().tag(Progress.class, progress).build();
        try {
            return checked(chain.withConnectTimeout((int) CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .proceed(request));
        } catch (GatewayException e) {
            throw e;
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

    private static Response checked(Response response) throws IOException {
        boolean json = isJson(response.header("Content-Type"));
        if (response.code() >= 500 || !json) {
            response.close();
            throw new GatewayException(response.code());
        }
        return response;
    }

    private static boolean isJson(@Nullable String type) {
        return type != null && type.startsWith("application/json");
    }
}
