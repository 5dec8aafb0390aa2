package io.parley.outbox;

import io.parley.channel.Address;
import io.parley.channel.ThreadKey;

/** A service said, when something was sent, that the thread goes on elsewhere. Published inside the transaction. */
public record ThreadWasMoved(Address from, ThreadKey newThread, Address newAddress) {}
