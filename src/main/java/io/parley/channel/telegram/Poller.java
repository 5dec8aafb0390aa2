package io.parley.channel.telegram;

import io.parley.channel.InboundSink;
import io.parley.channel.telegram.BotApi.Answer;
import io.parley.cluster.DatabaseRetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fetches updates until it is interrupted. An update is confirmed by the next call, after it was committed; whatever fails
 * before, it comes again. <a href="https://core.telegram.org/bots/api#getupdates">getUpdates</a>.
 */
final class Poller {
    private static final Logger log = LoggerFactory.getLogger(Poller.class);
    private static final int MOST_AT_ONCE = 100;
    /** It may be back at any moment, and asking it again costs little. */
    private static final Duration DATABASE_REST = Duration.ofMillis(500);

    private final TelegramSettings settings;
    private final BotApi api;
    private final InboundSink sink;
    private final BotIdentity introduction;
    private final Acknowledgements acknowledgements;
    private final TelegramHealth health;
    private final InstantSource clock;

    Poller(TelegramSettings settings, BotApi api, InboundSink sink, BotIdentity introduction,
            Acknowledgements acknowledgements, TelegramHealth health, InstantSource clock) {
        this.settings = settings;
        this.api = api;
        this.sink = sink;
        this.introduction = introduction;
        this.acknowledgements = acknowledgements;
        this.health = health;
        this.clock = clock;
    }

    /** Polls until it is interrupted; survives everything else. */
    void run() throws InterruptedException {
        Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
        long offset = 0;
        Duration hold = Duration.ZERO;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Optional<UpdateBatch> batch = fetch(offset, hold, backoff);
                if (batch.isPresent() && stored(batch.get(), backoff)) {
                    offset = batch.get().next().orElse(0);
                    hold = settings.pollTimeout();
                    introduction.registerCommandsOnce();
                    backoff.reset();
                }
            }
        } finally {
            health.handsOver();
        }
        throw new InterruptedException();
    }

    /**
     * The next updates. After an empty answer everything before the offset is confirmed, and the next call goes without
     * one: Telegram begins with another, maybe lower, number when there was no update for a week. The first call is
     * answered at once, so that it is known soon whether polling works.
     */
    private Optional<UpdateBatch> fetch(long offset, Duration hold, Backoff backoff) throws InterruptedException {
        ObjectNode request = BotApi.request();
        if (offset > 0) {
            request.put("offset", offset);
        }
        request.put("limit", MOST_AT_ONCE).put("timeout", hold.toSeconds());
        UpdateReader.KINDS.forEach(request.withArray("allowed_updates")::add);
        return switch (api.call("getUpdates", request, hold)) {
            case Answer.Done(byte[] body) -> read(body, backoff);
            case Answer.Refused(ApiError refusal) -> refused(refusal, backoff);
            case Answer.Unreachable(String why) -> failed(why, backoff.next());
        };
    }

    private Optional<UpdateBatch> read(byte[] body, Backoff backoff) throws InterruptedException {
        Optional<UpdateBatch> batch = UpdateBatch.ofAnswer(body);
        return batch.isPresent() ? batch : failed("Telegram's answer is no list of updates", backoff.next());
    }

    private boolean stored(UpdateBatch batch, Backoff backoff) throws InterruptedException {
        try {
            Instant now = clock.instant();
            if (!batch.isEmpty()) {
                sink.store(batch.updates().stream().map(update -> update.event(now)).toList());
                acknowledgements.send(batch.updates());
            }
            health.receives();
            return true;
        } catch (RuntimeException e) {
            log.warn("Updates from Telegram could not be stored and will come again", e);
            failed("Updates cannot be stored", DatabaseRetry.isAway(e) ? DATABASE_REST : backoff.next());
            return false;
        }
    }

    private Optional<UpdateBatch> refused(ApiError refusal, Backoff backoff) throws InterruptedException {
        if (refusal.isTokenWrong()) {
            return failed(TelegramHealth.WRONG_TOKEN, backoff.next());
        }
        if (refusal.isWebhookActive()) {
            log.warn("A webhook is set for the bot; it is removed, since updates are fetched");
            api.call("deleteWebhook", BotApi.request(), settings.answerTimeout());
            return failed("A webhook was set for the bot", backoff.next());
        }
        if (refusal.code() == 409) {
            return failed("Somebody else polls with the same token; only one installation can", backoff.next());
        }
        Duration wait = refusal.retryAfter() == null ? backoff.next() : refusal.retryAfter();
        return failed("Telegram answered " + refusal.code() + " " + refusal.description(), wait);
    }

    private Optional<UpdateBatch> failed(String what, Duration rest) throws InterruptedException {
        log.warn("No updates from Telegram: {}; next try in {} ms", what, rest.toMillis());
        health.receivingFails(what);
        Thread.sleep(rest);
        return Optional.empty();
    }
}
