package io.parley.channel.telegram;

import io.parley.channel.calls.OkHttpWire;
import java.io.IOException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** HTTP client below the Telegram library, which also tells an answer that is not the Bot API's. */
final class TelegramHttp {
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

    private TelegramHttp() {}

    static OkHttpClient client(Duration answerTimeout) {
        OkHttpClient.Builder client = OkHttpWire.client(answerTimeout).newBuilder();
        client.interceptors().addFirst(chain -> checked(chain.proceed(chain.request())));
        return client.build();
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
