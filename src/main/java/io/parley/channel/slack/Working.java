package io.parley.channel.slack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/**
 * Shows that the bot works on an answer. Slack shows it for two minutes, or until the next message.
 * <a href="https://docs.slack.dev/reference/methods/assistant.threads.setStatus">assistant.threads.setStatus</a>.
 */
final class Working {
    private static final Duration SHOWN_FOR = Duration.ofSeconds(100);
    private static final Duration NOT_TAKEN_FOR = Duration.ofMinutes(10);

    private final WebApi api;
    private final SlackTexts texts;
    private final Cache<Place.InThread, Boolean> shown = Caffeine.newBuilder().expireAfterWrite(SHOWN_FOR).build();
    private final Cache<String, Boolean> refused = Caffeine.newBuilder().expireAfterWrite(NOT_TAKEN_FOR).build();

    Working(WebApi api, SlackTexts texts) {
        this.api = api;
        this.texts = texts;
    }

    /** Shows it in a thread, unless it is shown there already or the channel does not take it. */
    void show(Place place) {
        if (place instanceof Place.InThread thread && refused.getIfPresent(thread.channel()) == null
                && shown.asMap().putIfAbsent(thread, true) == null) {
            api.aside("assistant.threads.setStatus", WebApi.request().put("channel_id", thread.channel())
                    .put("thread_ts", thread.root()).put("status", texts.get("working")), done -> {
                        if (!done) {
                            refused.put(thread.channel(), true);
                        }
                    });
        }
    }

    /** A message came into the thread, which ended it. */
    void ended(Place place) {
        if (place instanceof Place.InThread thread) {
            shown.invalidate(thread);
        }
    }
}
