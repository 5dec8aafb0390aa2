package io.parley.channel.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.channel.Delivery;
import io.parley.channel.MonotonicClock;
import io.parley.channel.slack.WebApi.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows that the bot works on an answer: by a status, which Slack shows for two minutes or until the next message; and where
 * Slack takes none, by eyes on the question, which go when the answer is there.
 * <a href="https://docs.slack.dev/reference/methods/assistant.threads.setStatus">assistant.threads.setStatus</a>,
 * <a href="https://docs.slack.dev/reference/methods/reactions.add">reactions.add</a>.
 */
final class Working {
    private static final Duration SHOWN_FOR = Duration.ofSeconds(100);
    private static final Duration KNOWN_FOR = Duration.ofMinutes(10);
    private static final Duration EYES_LAST = Duration.ofHours(1);
    private static final String EYES = "eyes";
    /** It is shown after a moment only, so what is answered sooner than this cannot have eyes on it. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final WebApi api;
    private final SlackTexts texts;
    private final InstantSource clock;
    private final Cache<Place.InThread, Boolean> shown;
    /** By channel, whether it takes a status. */
    private final Cache<String, Boolean> statusTaken;
    /** By thread, the question that has eyes on it. */
    private final Cache<Place.InThread, Place.InThread> eyes;

    Working(WebApi api, SlackTexts texts, InstantSource clock, MonotonicClock time) {
        this.api = api;
        this.texts = texts;
        this.clock = clock;
        this.shown = Caffeine.newBuilder().ticker(time).expireAfterWrite(SHOWN_FOR).build();
        this.statusTaken = Caffeine.newBuilder().ticker(time).expireAfterWrite(KNOWN_FOR).build();
        this.eyes = Caffeine.newBuilder().ticker(time).expireAfterWrite(EYES_LAST).build();
    }

    /** Shows it in a thread, unless it is shown there already. */
    void show(Place.InThread thread, String asked) {
        if (shown.asMap().putIfAbsent(thread, true) != null) {
            return;
        }
        if (Boolean.FALSE.equals(statusTaken.getIfPresent(thread.channel()))) {
            putEyes(thread, asked);
        } else {
            setStatus(thread, asked);
        }
    }

    private void setStatus(Place.InThread thread, String asked) {
        ObjectNode request = WebApi.request().put("channel_id", thread.channel()).put("thread_ts", thread.root())
                .put("status", texts.get("working"));
        api.aside("assistant.threads.setStatus", request, answer -> {
            if (answer instanceof Answer.Done) {
                statusTaken.put(thread.channel(), true);
            } else if (answer instanceof Answer.Refused) {
                statusTaken.put(thread.channel(), false);
                putEyes(thread, asked);
            }
        });
    }

    private void putEyes(Place.InThread thread, String asked) {
        Place.inThread(asked).filter(question -> isShown(thread)).ifPresent(question -> {
            eyes.put(thread, question);
            api.aside("reactions.add", on(question), answer -> {
                if (!isShown(thread)) {
                    takeEyes(question);
                }
            });
        });
    }

    private boolean isShown(Place.InThread thread) {
        return shown.getIfPresent(thread) != null;
    }

    /** A message came into the thread: that ends a status, and eyes are taken away. */
    void ended(Place place, Delivery delivery) {
        place.visible().ifPresent(thread -> {
            shown.invalidate(thread);
            Place.InThread seen = eyes.asMap().remove(thread);
            if (seen != null) {
                takeEyes(seen);
            } else if (delivery.action() == Delivery.Action.SEND) {
                takeEyesOfOthers(thread, Part.read(delivery.payload()).asked());
            }
        });
    }

    /** Another instance, or this one before it was started again, may have put eyes on a question that took its time. */
    private void takeEyesOfOthers(Place.InThread thread, @Nullable String asked) {
        if (Boolean.TRUE.equals(statusTaken.getIfPresent(thread.channel()))) {
            return;
        }
        Instant soon = clock.instant().minus(SOON);
        Place.inThread(asked == null ? "" : asked)
                .filter(question -> EventReader.time(question.root()).isBefore(soon)).ifPresent(this::takeEyes);
    }

    private void takeEyes(Place.InThread question) {
        api.aside("reactions.remove", on(question));
    }

    private static ObjectNode on(Place.InThread question) {
        return WebApi.request().put("channel", question.channel()).put("timestamp", question.root()).put("name", EYES);
    }
}
