package io.parley.inbox;

import io.parley.queue.Claim;
import io.parley.queue.Claimed;
import java.util.Optional;

/**
 * An event that this instance works on.
 *
 * @param row the row as it was claimed; empty when its payload is too large to be read together with others
 */
record ClaimedEvent(Claim claim, Optional<InboxRow> row) implements Claimed {}
