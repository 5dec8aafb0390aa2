package io.parley.channel.calls;

import io.parley.channel.ChannelHealth;
import io.parley.channel.ChannelHealth.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Health of a service as this instance knows it: which of its concerns fail, and since when.
 *
 * @param <C> the concerns; the first that fails is the one that is reported
 */
public final class HealthTracker<C extends Enum<C>> {
    /** Something that does not work, since when. */
    private record Problem(String what, Instant since) {}

    private final InstantSource clock;
    private final Map<C, Problem> problems = new TreeMap<>();
    private @Nullable Instant received;

    /** A service that is expected to work. */
    public HealthTracker(InstantSource clock) {
        this.clock = clock;
    }

    /** Notes that something came in. */
    public synchronized void receives() {
        received = clock.instant();
    }

    /** Notes that a concern works. */
    public synchronized void works(C concern) {
        problems.remove(concern);
    }

    /**
     * Notes that a concern fails; it fails since it was first noted.
     *
     * @param what what is wrong and what to do, for an operator
     */
    public synchronized void fails(C concern, String what) {
        Problem before = problems.get(concern);
        problems.put(concern, new Problem(what, before == null ? clock.instant() : before.since));
    }

    /**
     * The health of the service.
     *
     * @param how how events come in, in a few words
     */
    public synchronized ChannelHealth health(String how) {
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
