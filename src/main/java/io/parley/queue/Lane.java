package io.parley.queue;

import io.parley.queue.Workers;
import java.time.Duration;

/**
 * One service's share of the work. Work of one lane takes no place from another's, so a service that hangs or floods costs
 * the others nothing.
 */
public interface Lane {
    /** The name of the channel whose rows these are. */
    String channel();

    /**
     * How much more may be claimed now. Returns at once.
     *
     * @param underWay how many rows are worked on now
     */
    Room room(int underWay);

    /**
     * How much may be claimed at a moment.
     *
     * @param rows how many rows; 0 or less while the lane is full or paused
     * @param again when to ask again, at the latest, if that is none
     */
    record Room(int rows, Duration again) {
        /** This many rows; more can be claimed when a piece of work ends. */
        public static Room of(int rows) {
            return new Room(rows, Workers.LOOK);
        }
    }

    /**
     * A lane that is bounded by its concurrency alone.
     *
     * @param concurrency how many rows are worked on at once, 1 or more
     */
    static Lane of(String channel, int concurrency) {
        return new Fixed(channel, concurrency);
    }

    /** A lane of a fixed width. */
    record Fixed(String channel, int concurrency) implements Lane {
        @Override
        public Room room(int underWay) {
            return Room.of(concurrency - underWay);
        }
    }
}
