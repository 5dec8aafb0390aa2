package io.parley.queue;

import java.time.Instant;
import java.util.List;

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

    /** The name of the queue, one word. */
    String queue();

    /**
     * The newest ones.
     *
     * @param most how many at most, 1 or more
     */
    List<DeadLetter> newest(int most);

    /**
     * Puts one back into its queue, to be worked on as if it had never been tried.
     *
     * @return false when no dead letter has this id
     */
    boolean replay(long id);
}
