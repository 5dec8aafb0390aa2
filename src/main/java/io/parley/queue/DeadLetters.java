package io.parley.queue;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The rows of one queue that failed for good. An operator looks at them, and replays them when the cause is fixed. */
public interface DeadLetters {
    /**
     * A row that failed for good.
     *
     * @param id the row
     * @param channel the name of the channel that it belongs to
     * @param since when it was given up
     * @param attempts how often it was tried
     * @param error why it failed, without any text of a message
     */
    record DeadLetter(long id, String channel, Instant since, int attempts, String error) {}

    /**
     * A place in their order, which is by time and then by row.
     *
     * @param since when a row was given up
     * @param id the row
     */
    record Place(Instant since, long id) {
        /** Beyond the newest one. */
        public static final Place NEWEST = new Place(Instant.parse("9999-12-31T00:00:00Z"), Long.MAX_VALUE);
    }

    /** The name of the queue, one word. */
    String queue();

    /**
     * Those before a place, the newest first.
     *
     * @param most how many at most, 1 or more
     */
    List<DeadLetter> before(Place place, int most);

    /** One of them. */
    Optional<DeadLetter> find(long id);

    /**
     * Those of a channel that failed for a reason, the oldest first.
     *
     * @param most how many at most, 1 or more
     */
    List<Long> alike(String channel, String error, int most);

    /**
     * Puts some back into their queue, in their order, to be worked on as if they had never been tried.
     *
     * @return how many of them were dead letters
     */
    int replay(Collection<Long> ids);

    /**
     * Gives one up for ever; its row is cleared away with those that are done.
     *
     * @return false when no dead letter has this id
     */
    boolean drop(long id);
}
