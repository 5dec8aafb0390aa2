package io.parley.channel.slack;

import io.parley.channel.ChannelHealth;
import io.parley.channel.ChannelHealth.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this instance knows of how Slack is. */
final class Vitals {
    /** What can be wrong, each for itself. */
    enum Part {
        /** The bot's token. */
        TOKEN,
        /** The socket. */
        SOCKET,
        /** Sending. */
        SENDING
    }

    /** Something that does not work, since when. */
    private record Problem(String what, Instant since) {}

    private final InstantSource clock;
    private final Map<Part, Problem> problems = new EnumMap<>(Part.class);
    private @Nullable Instant received;

    Vitals(InstantSource clock) {
        this.clock = clock;
    }

    /** Something came in. */
    synchronized void receives() {
        received = clock.instant();
    }

    synchronized void works(Part part) {
        problems.remove(part);
    }

    synchronized void fails(Part part, String what) {
        Problem before = problems.get(part);
        problems.put(part, new Problem(what, before == null ? clock.instant() : before.since));
    }

    /** How the channel is; {@code how} says in a few words how events come in. */
    synchronized ChannelHealth health(String how) {
        for (Problem problem : problems.values()) {
            return new ChannelHealth(State.DOWN,
                    problem.what + "; since " + problem.since.truncatedTo(ChronoUnit.SECONDS) + ", tried again");
        }
        Instant last = received;
        String when = last == null
                ? ", nothing came yet"
                : ", last " + Duration.between(last, clock.instant()).toSeconds() + " s ago";
        return new ChannelHealth(State.UP, how + when);
    }
}
