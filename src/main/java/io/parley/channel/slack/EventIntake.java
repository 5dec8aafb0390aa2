package io.parley.channel.slack;

import com.slack.api.methods.Methods;
import io.parley.channel.HealthTracker;
import io.parley.channel.InboundSink;
import io.parley.channel.MonotonicClock;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what Slack delivers, by either way: stores it first, and then does what cannot wait for its meaning. */
final class EventIntake {
    private static final Logger log = LoggerFactory.getLogger(EventIntake.class);
    /** What means something to the bot; everything else is acknowledged and let go. */
    private static final Set<String> STORED = Set.of("event_callback", "block_actions", "command", "message_action",
            "view_submission");

    private final InboundSink sink;
    private final SlackApi api;
    private final SlackTexts texts;
    private final HealthTracker<Concern> health;
    private final InstantSource clock;
    private final AgentView view;

    EventIntake(InboundSink sink, SlackApi api, SlackTexts texts, HealthTracker<Concern> health, InstantSource clock,
            MonotonicClock time) {
        this.sink = sink;
        this.api = api;
        this.texts = texts;
        this.health = health;
        this.clock = clock;
        this.view = new AgentView(api, texts, time);
    }

    /**
     * Once this returns, Slack may be told that it was taken; when it throws, Slack must deliver again.
     *
     * @param body the bytes in which it came
     */
    void take(SlackPayload incoming, byte[] body) {
        health.receives();
        if (incoming.kind().equals("app_rate_limited")) {
            log.warn("Slack holds back events, since more than 30,000 an hour were sent to this app");
        }
        if (STORED.contains(incoming.kind()) && sink.store(List.of(incoming.raw(body, clock.instant()))) > 0) {
            CommentDialog.opening(incoming, texts).ifPresent(
                    request -> api.callAsync(Methods.VIEWS_OPEN, methods -> methods.viewsOpen(request)));
            view.notice(incoming.event());
        }
    }
}
