package io.parley.channel.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.slack.api.methods.Methods;
import io.parley.channel.Delivery;
import io.parley.channel.calls.MonotonicClock;
import io.parley.channel.slack.api.CallResult;
import io.parley.channel.slack.api.SlackApi;
import io.parley.channel.slack.api.SlackTarget;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Shows that the bot works on an answer: by a status, which Slack shows for two minutes or until the next message; and where
 * Slack takes none, by eyes on the question, which go when the answer is there.
 * <a href="https://docs.slack.dev/reference/methods/assistant.threads.setStatus">assistant.threads.setStatus</a>,
 * <a href="https://docs.slack.dev/reference/methods/reactions.add">reactions.add</a>.
 */
final class TypingIndicator {
    private static final Duration SHOWN_FOR = Duration.ofSeconds(100);
    private static final Duration KNOWN_FOR = Duration.ofMinutes(10);
    private static final Duration EYES_LAST = Duration.ofHours(1);
    private static final String EYES = "eyes";
    /** It is shown after a moment only, so what is answered sooner than this cannot have eyes on it. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final SlackApi api;
    private final SlackTexts texts;
    private final InstantSource clock;
    private final Cache<SlackTarget.InThread, Boolean> shown;
    /** By channel, whether it takes a status. */
    private final Cache<String, Boolean> statusTaken;
    /** By thread, the question that has eyes on it. */
    private final Cache<SlackTarget.InThread, SlackTarget.InThread> eyes;

    TypingIndicator(SlackApi api, SlackTexts texts, InstantSource clock, MonotonicClock time) {
        this.api = api;
        this.texts = texts;
        this.clock = clock;
        this.shown = Caffeine.newBuilder().ticker(time).expireAfterWrite(SHOWN_FOR).build();
        this.statusTaken = Caffeine.newBuilder().ticker(time).expireAfterWrite(KNOWN_FOR).build();
        this.eyes = Caffeine.newBuilder().ticker(time).expireAfterWrite(EYES_LAST).build();
    }

    /** Shows it in a thread, unless it is shown there already. */
    void show(SlackTarget.InThread thread, String asked) {
        if (shown.asMap().putIfAbsent(thread, true) != null) {
            return;
        }
        if (Boolean.FALSE.equals(statusTaken.getIfPresent(thread.channel()))) {
            putEyes(thread, asked);
        } else {
            setStatus(thread, asked);
        }
    }

    private void setStatus(SlackTarget.InThread thread, String asked) {
        api.callAsync(Methods.ASSISTANT_THREADS_SET_STATUS,
                methods -> methods.assistantThreadsSetStatus(request -> request.channelId(thread.channel())
                        .threadTs(thread.root()).status(texts.get("working"))),
                result -> {
                    if (result.isOk()) {
                        statusTaken.put(thread.channel(), true);
                    } else if (result instanceof CallResult.Rejected) {
                        statusTaken.put(thread.channel(), false);
                        putEyes(thread, asked);
                    }
                });
    }

    private void putEyes(SlackTarget.InThread thread, String asked) {
        SlackTarget.inThread(asked).filter(question -> isShown(thread)).ifPresent(question -> {
            eyes.put(thread, question);
            api.callAsync(Methods.REACTIONS_ADD,
                    methods -> methods.reactionsAdd(request -> request.channel(question.channel())
                            .timestamp(question.root()).name(EYES)),
                    result -> {
                        if (!isShown(thread)) {
                            takeEyes(question);
                        }
                    });
        });
    }

    private boolean isShown(SlackTarget.InThread thread) {
        return shown.getIfPresent(thread) != null;
    }

    /** A message came into the thread: that ends a status, and eyes are taken away. */
    void ended(SlackTarget place, Delivery delivery) {
        place.visible().ifPresent(thread -> {
            shown.invalidate(thread);
            SlackTarget.InThread seen = eyes.asMap().remove(thread);
            if (seen != null) {
                takeEyes(seen);
            } else if (delivery.action() == Delivery.Action.SEND) {
                takeEyesOfOthers(thread, RenderedPart.read(delivery.payload()).asked());
            }
        });
    }

    /** Another instance, or this one before it was started again, may have put eyes on a question that took its time. */
    private void takeEyesOfOthers(SlackTarget.InThread thread, @Nullable String asked) {
        if (Boolean.TRUE.equals(statusTaken.getIfPresent(thread.channel()))) {
            return;
        }
        Instant soon = clock.instant().minus(SOON);
        SlackTarget.inThread(asked == null ? "" : asked)
                .filter(question -> EventReader.time(question.root()).isBefore(soon)).ifPresent(this::takeEyes);
    }

    private void takeEyes(SlackTarget.InThread question) {
        api.callAsync(Methods.REACTIONS_REMOVE, methods -> methods.reactionsRemove(
                request -> request.channel(question.channel()).timestamp(question.root()).name(EYES)));
    }
}
