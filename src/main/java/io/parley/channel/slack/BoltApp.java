package io.parley.channel.slack;

import com.slack.api.Slack;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.socket_mode.request.SocketModeRequest;
import com.slack.api.bolt.socket_mode.request.SocketModeRequestParser;
import com.slack.api.bolt.util.SlackRequestParser;
import io.parley.channel.slack.api.SlackApi;
import io.parley.channel.slack.api.SlackSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/**
 * Runs everything that Slack delivers through bolt's app, whose only middleware stores it. The app has a list of middleware of its own:
 * bolt's default list asks Slack for the bot's name at the start, and takes a constant for the secret where none is set.
 */
final class BoltApp {
    private final SlackSettings settings;
    private final SlackApi api;
    private final EventIntake intake;
    private final SingletonSupplier<Parts> parts = SingletonSupplier.of(this::parts);

    /** The app and its parsers; they take long to load, and nobody needs them where Slack is off. */
    private record Parts(App app, SlackRequestParser requests, SocketModeRequestParser envelopes) {}

    BoltApp(SlackSettings settings, SlackApi api, EventIntake intake) {
        this.settings = settings;
        this.api = api;
        this.intake = intake;
    }

    private Parts parts() {
        AppConfig config = AppConfig.builder().slack(api.slack()).singleTeamBotToken(settings.botTokenOrEmpty())
                .signingSecret(settings.signingSecretOrEmpty()).clientId(null).clientSecret(null).build();
        return new Parts(new App(config, api.slack(), List.of(intake)).start(), new SlackRequestParser(config),
                new SocketModeRequestParser(config));
    }

    /** Bolt's app. */
    App app() {
        return parts.obtain().app();
    }

    /** Slack's library, as the app uses it. */
    Slack slack() {
        return api.slack();
    }

    /**
     * Takes a request that is known to be Slack's.
     *
     * @throws Exception when it could not be stored, so that Slack must bring it again
     */
    Response takeRequest(byte[] body) throws Exception {
        return take(request(new String(body, StandardCharsets.UTF_8)), body);
    }

    /**
     * Takes an envelope of Socket Mode.
     *
     * @throws Exception when it could not be stored, so that Slack must send it again
     */
    Response takeEnvelope(String envelope) throws Exception {
        return take(enveloped(envelope), envelope.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Takes a payload. Bolt knows some kinds of payloads only, and fails where a field has a type that it does not
     * expect. A payload that Bolt cannot read is stored all the same if it is Slack's JSON or a form; otherwise Slack
     * would give up delivering it.
     */
    private Response take(@Nullable Request<?> request, byte[] body) throws Exception {
        return request == null ? intake.take(body) : app().run(request);
    }

    private @Nullable Request<?> request(String body) {
        try {
            SlackRequestParser.HttpRequest request = SlackRequestParser.HttpRequest.builder()
                    .requestUri(EventsController.PATH).requestBody(body).headers(new RequestHeaders(Map.of()))
                    .remoteAddress("").build();
            return parts.obtain().requests().parse(request);
        } catch (RuntimeException e) {
            return null;
        }
    }

    private @Nullable Request<?> enveloped(String envelope) {
        try {
            SocketModeRequest request = parts.obtain().envelopes().parse(envelope);
            return request == null ? null : request.getBoltRequest();
        } catch (RuntimeException e) {
            return null;
        }
    }
}
