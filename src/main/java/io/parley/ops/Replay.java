package io.parley.ops;

import io.parley.audit.Audit;
import io.parley.audit.Deed;
import io.parley.queue.DeadLetters;
import io.parley.queue.DeadLetters.DeadLetter;
import io.parley.queue.DeadLetters.Place;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The dead letters: events that could not be processed, and messages that could not be delivered. */
@Component
public class Replay {
    /** How an id looks: the queue and the row's number, such as {@code inbox:12}. */
    public static final String ID = "(inbox|outbox):[0-9]{1,18}";
    /** The most that are put back in one go. */
    public static final int MAX_ALIKE = 1_000;
    /** So many at a time, so that nobody waits long for what they lock. */
    private static final int BATCH = 100;
    /** By time, the newest first, and by queue and row where that is the same. */
    private static final Comparator<Dead> ORDER = Comparator.comparing(Dead::since).reversed()
            .thenComparing(Dead::queue).thenComparing(Comparator.comparingLong(Dead::row).reversed());

    private final List<DeadLetters> queues;
    private final Audit audit;
    private final TransactionTemplate transaction;

    Replay(List<DeadLetters> queues, Audit audit, PlatformTransactionManager transactions) {
        this.audit = audit;
        this.queues = queues;
        this.transaction = new TransactionTemplate(transactions);
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
    public record Dead(String id, String channel, Instant since, int attempts, String error) {
        static Dead of(DeadLetters queue, DeadLetter letter) {
            return new Dead(queue.queue() + ':' + letter.id(), letter.channel(), letter.since(), letter.attempts(),
                    letter.error());
        }

        String queue() {
            return id.substring(0, id.indexOf(':'));
        }

        long row() {
            return number(id);
        }
    }

    private static long number(String id) {
        return Long.parseLong(id.substring(id.indexOf(':') + 1));
    }

    /**
     * The newest ones of each queue.
     *
     * @param most how many of each at most, 1 or more
     */
    public List<Dead> newest(int most) {
        return queues.stream().flatMap(queue -> before(queue, Place.NEWEST, most)).toList();
    }

    /**
     * Those of all queues after one, the newest first.
     *
     * @param since when that one was given up
     * @param id in the form of {@link #ID}; it need not be there any more
     * @param most how many at most, 1 or more
     */
    public List<Dead> after(Instant since, String id, int most) {
        return queues.stream().flatMap(queue -> before(queue, place(queue.queue(), since, id), most)).sorted(ORDER)
                .limit(most).toList();
    }

    /** As {@link #after}, from the newest on. */
    public List<Dead> first(int most) {
        return newest(most).stream().sorted(ORDER).limit(most).toList();
    }

    private static Place place(String queue, Instant since, String id) {
        int order = queue.compareTo(id.substring(0, id.indexOf(':')));
        return new Place(since, order == 0 ? number(id) : order > 0 ? Long.MAX_VALUE : 0);
    }

    private static Stream<Dead> before(DeadLetters queue, Place place, int most) {
        return queue.before(place, most).stream().map(letter -> Dead.of(queue, letter));
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
        return in(id).filter(queue -> isDone(() -> queue.replay(List.of(number(id))) == 1, by,
                Deed.DEAD_LETTER_REPLAYED, id)).isPresent();
    }

    /**
     * Puts one back into its queue, and those of its queue and channel that failed for the same reason.
     *
     * @param id in the form of {@link #ID}
     * @param by the login of the agent who does it
     * @return how many; {@link #MAX_ALIKE} when there may be more
     */
    public int replayAlike(String id, String by) {
        Optional<DeadLetters> queue = in(id);
        Optional<DeadLetter> letter = queue.flatMap(one -> one.find(number(id)));
        if (queue.isEmpty() || letter.isEmpty()) {
            return 0;
        }
        int all = 0;
        int some;
        do {
            some = replaySome(queue.get(), letter.get(), by);
            all += some;
        } while (some == BATCH && all < MAX_ALIKE);
        return all;
    }

    private int replaySome(DeadLetters queue, DeadLetter like, String by) {
        return Objects.requireNonNull(transaction.execute(status -> {
            List<Long> ids = queue.alike(like.channel(), like.error(), BATCH);
            int replayed = ids.isEmpty() ? 0 : queue.replay(ids);
            if (replayed > 0) {
                audit.add(by, Deed.DEAD_LETTERS_REPLAYED, queue.queue() + ':' + like.id(), Integer.toString(replayed));
            }
            return replayed;
        }));
    }

    /**
     * Gives one up for ever.
     *
     * @param id in the form of {@link #ID}
     * @param by the login of the agent who does it
     * @return false when there is no such dead letter
     */
    public boolean drop(String id, String by) {
        return in(id).filter(queue -> isDone(() -> queue.drop(number(id)), by, Deed.DEAD_LETTER_DROPPED, id))
                .isPresent();
    }

    private Optional<DeadLetters> in(String id) {
        return queues.stream().filter(queue -> id.startsWith(queue.queue() + ':')).findFirst();
    }

    /** Something that is done to a dead letter. */
    private interface Act {
        boolean isDone();
    }

    private boolean isDone(Act act, @Nullable String by, Deed deed, String id) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean done = act.isDone();
            if (done) {
                audit.add(by, deed, id, null);
            }
            return done;
        }));
    }
}
