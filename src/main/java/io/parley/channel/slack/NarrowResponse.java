package io.parley.channel.slack;

import com.slack.api.methods.SlackApiTextResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every answer of Slack's says. Classes of our own read only what is needed besides: the library's classes read whole
 * messages, and one field of a type that they do not expect would make an answer unreadable.
 */
abstract class NarrowResponse implements SlackApiTextResponse {
    private boolean ok;
    private @Nullable String warning;
    private @Nullable String error;
    private @Nullable String needed;
    private @Nullable String provided;
    private transient Map<String, List<String>> httpResponseHeaders = Map.of();

    @Override
    public boolean isOk() {
        return ok;
    }

    @Override
    public void setOk(boolean isOk) {
        ok = isOk;
    }

    @Override
    public @Nullable String getWarning() {
        return warning;
    }

    @Override
    public void setWarning(String warning) {
        this.warning = warning;
    }

    @Override
    public @Nullable String getError() {
        return error;
    }

    @Override
    public void setError(String error) {
        this.error = error;
    }

    @Override
    public @Nullable String getNeeded() {
        return needed;
    }

    @Override
    public void setNeeded(String needed) {
        this.needed = needed;
    }

    @Override
    public @Nullable String getProvided() {
        return provided;
    }

    @Override
    public void setProvided(String provided) {
        this.provided = provided;
    }

    @Override
    public Map<String, List<String>> getHttpResponseHeaders() {
        return httpResponseHeaders;
    }

    @Override
    public void setHttpResponseHeaders(Map<String, List<String>> headers) {
        httpResponseHeaders = headers;
    }
}
