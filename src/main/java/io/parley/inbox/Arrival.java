package io.parley.inbox;

import io.parley.channel.RawEvent;
import io.parley.tracing.Beginning;

/** An event that a service delivers, and the beginning of its way. */
record Arrival(RawEvent event, Beginning beginning) {}
