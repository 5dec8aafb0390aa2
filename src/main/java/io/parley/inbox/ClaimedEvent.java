package io.parley.inbox;

import io.parley.queue.Claim;
import io.parley.queue.Claimed;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event that this instance works on.
 *
 * @param row the row as it was claimed; empty when its payload is too large to be read together with others
 * @param trace the trace to which it belongs; null for none
 */
record ClaimedEvent(Claim claim, Optional<InboxRow> row, @Nullable String trace) implements Claimed {}
