package io.parley.queue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The right to work on one row of a queue, until the instance that holds it is dead.
 *
 * @param id the row
 * @param channel the name of the channel that it belongs to
 * @param orderingKey its ordering key
 * @param fencingToken grows with each claim of the row, so that a holder whose claim ended can be told apart
 * @param attempts how often the row has been claimed for a try, this one included
 */
public record Claim(long id, String channel, String orderingKey, long fencingToken, int attempts) implements Claimed {
    /**
     * Whether as much was claimed of a channel as there was room for: there may be more than this instance takes.
     *
     * @param room how many rows could be claimed, by channel
     */
    public static boolean isAnyRoomFull(Map<String, Integer> room, List<? extends Claimed> claims) {
        Map<String, Long> claimed = claims.stream()
                .collect(Collectors.groupingBy(one -> one.claim().channel(), Collectors.counting()));
        return room.entrySet().stream().anyMatch(one -> claimed.getOrDefault(one.getKey(), 0L) >= one.getValue());
    }

    @Override
    public Claim claim() {
        return this;
    }
}
