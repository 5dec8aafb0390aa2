package io.parley.outbox;

import io.parley.channel.Address;
import io.parley.channel.ChannelName;
import io.parley.channel.Delivery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One part of a message on its way out.
 *
 * @param target the channel's id of the message that it updates or takes away, once that was delivered
 * @param under the channel's id of the message under which it is sent, once that was delivered
 * @param outcomeUnknown whether an earlier try may have arrived
 * @param possibleDuplicates how many tries may have made a duplicate
 * @param ofAgent whether it is what an agent says to a customer
 */
record OutboxRow(long id, Address address, long messageId, Delivery.Action action, @Nullable String target,
        String payload, @Nullable String under,
        boolean outcomeUnknown, int possibleDuplicates, Instant createdAt, @Nullable Instant receivedAt,
        boolean ofAgent) {

    ChannelName channel() {
        return address.channel();
    }

    /** The request to the channel; an update of a message that never arrived becomes a send. */
    Delivery delivery() {
        boolean nothingToUpdate = action == Delivery.Action.UPDATE && target == null;
        return new Delivery(id, address, nothingToUpdate ? Delivery.Action.SEND : action, target, payload,
                under);
    }

    /** Whether there is nothing to do: what should be taken away never arrived. */
    boolean isNoOp() {
        return action == Delivery.Action.DELETE && target == null;
    }
}
