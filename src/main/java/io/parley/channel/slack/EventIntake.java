package io.parley.channel.slack;

import com.slack.api.bolt.middleware.Middleware;
import com.slack.api.bolt.middleware.MiddlewareChain;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestType;
import com.slack.api.bolt.response.Response;
import com.slack.api.methods.Methods;
import io.parley.channel.InboundSink;
import io.parley.channel.calls.HealthTracker;
import io.parley.channel.calls.MonotonicClock;
import io.parley.channel.slack.api.Concern;
import io.parley.channel.slack.api.SlackApi;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what Slack delivers, by either way: stores it first, and then does what cannot wait for its meaning. As bolt's
 * middleware it acknowledges what is stored and lets no handler decide that.
 */
final class EventIntake implements Middleware {
    private static final Logger log = LoggerFactory.getLogger(EventIntake.class);
    /** The kinds that mean something to the bot; everything else is acknowledged and let go. */
    private static final Set<String> STORED = Set.of("event_callback", "block_actions", "command", "message_action",
            "view_submission");

    private final InboundSink sink;
    private final SlackApi api;
    private final SlackTexts texts;
    private final HealthTracker<Concern> health;
    private final InstantSource clock;
    private final AgentView view;
    private final AgentProfiles agents;

    EventIntake(InboundSink sink, SlackApi api, SlackTexts texts, HealthTracker<Concern> health, InstantSource clock,
            MonotonicClock time, AgentProfiles agents) {
        this.sink = sink;
        this.api = api;
        this.texts = texts;
        this.health = health;
        this.clock = clock;
        this.agents = agents;
        this.view = new AgentView(api, texts, time);
    }

    /** Stores a request and acknowledges it; only the question whether the address is right goes on to bolt. */
    @Override
    @SuppressWarnings("rawtypes") // bolt's interface is so
    public Response apply(Request request, Response response, MiddlewareChain chain) throws Exception {
        return request.getRequestType() == RequestType.UrlVerification
                ? chain.next(request)
                : take(request.getRequestBodyAsString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Stores what came. When it throws, Slack must deliver again.
     *
     * @param body the bytes in which it came
     * @return the acknowledgement; a refusal where nobody can read what came
     */
    Response take(byte[] body) {
        Optional<SlackPayload> payload = SlackPayload.of(body);
        payload.ifPresent(readable -> take(readable, body));
        return payload.isPresent() ? Response.ok() : Response.error(400);
    }

    private void take(SlackPayload payload, byte[] body) {
        health.receives();
        if (payload.kind().equals("app_rate_limited")) {
            log.warn("Slack holds back events, since more than 30,000 an hour were sent to this app");
        }
        if (STORED.contains(payload.kind())) {
            agents.learn(payload);
        }
        if (STORED.contains(payload.kind()) && sink.store(List.of(payload.raw(body, clock.instant()))) > 0) {
            CommentDialog.opening(payload, texts).ifPresent(
                    request -> api.callAsync(Methods.VIEWS_OPEN, methods -> methods.viewsOpen(request)));
            view.notice(payload.event());
        }
    }
}
