package io.parley.ops;

import io.parley.audit.Audit;
import io.parley.audit.Deed;
import io.parley.queue.DeadLetters;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The dead letters: events that could not be processed, and messages that could not be delivered. */
@Component
public class Replay {
    /** How an id looks: the queue and the row's number, such as {@code inbox:12}. */
    public static final String ID = "(inbox|outbox):[0-9]{1,18}";

    private final List<DeadLetters> queues;
    private final Audit audit;

    Replay(List<DeadLetters> queues, Audit audit) {
        this.audit = audit;
        this.queues = queues;
    }

    /**
     * A dead letter.
     *
     * @param id the queue and the row's number
     * @param channel the name of the channel that it belongs to
     * @param since when it was given up
     * @param attempts how often it was tried
     * @param error why it failed, without any text of a message
     */
    public record Dead(String id, String channel, Instant since, int attempts, String error) {}

    /**
     * The newest ones of each queue.
     *
     * @param most how many of each at most, 1 or more
     */
    public List<Dead> newest(int most) {
        return queues.stream().flatMap(queue -> newest(queue, most)).toList();
    }

    private static Stream<Dead> newest(DeadLetters queue, int most) {
        return queue.newest(most).stream().map(letter -> new Dead(queue.queue() + ':' + letter.id(), letter.channel(),
                letter.since(), letter.attempts(), letter.error()));
    }

    /** As {@link #replay(String, String)}, by a command on this machine. */
    public boolean replay(String id) {
        return replay(id, null);
    }

    /**
     * Puts one back into its queue; an event comes after what waits there.
     *
     * @param id in the form of {@link #ID}
     * @param by the login of the agent who does it; null for a command on this machine
     * @return false when there is no such dead letter
     */
    public boolean replay(String id, @Nullable String by) {
        boolean isReplayed = put(id);
        if (isReplayed) {
            audit.add(by, Deed.DEAD_LETTER_REPLAYED, id, null);
        }
        return isReplayed;
    }

    private boolean put(String id) {
        String[] parts = id.split(":", 2);
        return queues.stream().filter(queue -> queue.queue().equals(parts[0]))
                .anyMatch(queue -> queue.replay(Long.parseLong(parts[1])));
    }
}
