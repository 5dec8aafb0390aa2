package io.parley.channel.telegram;

import io.parley.channel.ChannelHealth;
import io.parley.channel.ChannelHealth.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The state of Telegram as this instance knows it. */
final class TelegramHealth {
    static final String WRONG_TOKEN = "Telegram refuses the token; check PARLEY_TELEGRAM_TOKEN";

    /** Something that does not work, since when. */
    private record Problem(String what, Instant since) {}

    private final InstantSource clock;
    private volatile @Nullable Instant received;
    private volatile @Nullable Problem receiving;
    private volatile @Nullable Problem sending;

    TelegramHealth(InstantSource clock) {
        this.clock = clock;
    }

    /** A poll or a webhook's registration worked. */
    void receives() {
        received = clock.instant();
        receiving = null;
    }

    /** Updates cannot be had. */
    void receivingFails(String what) {
        receiving = since(receiving, what);
    }

    /** Another instance takes care of it from now on. */
    void handsOver() {
        receiving = null;
        received = null;
    }

    /** A message was taken. */
    void sent() {
        sending = null;
    }

    /** Messages cannot be sent. */
    void sendingFails(String what) {
        sending = since(sending, what);
    }

    private Problem since(@Nullable Problem before, String what) {
        return before != null ? new Problem(what, before.since) : new Problem(what, clock.instant());
    }

    /** How the channel is; {@code how} says in a few words how updates come in. */
    ChannelHealth health(String how) {
        Problem problem = receiving != null ? receiving : sending;
        if (problem != null) {
            return new ChannelHealth(State.DOWN,
                    problem.what + "; since " + problem.since.truncatedTo(ChronoUnit.SECONDS) + ", tried again");
        }
        Instant last = received;
        String when = last == null ? "" : ", last " + Duration.between(last, clock.instant()).toSeconds() + " s ago";
        return new ChannelHealth(State.UP, how + when);
    }
}
