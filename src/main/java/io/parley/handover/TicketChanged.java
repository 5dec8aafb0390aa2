package io.parley.handover;

/** Something happened to a ticket. Published inside the transaction, after it is written down. */
record TicketChanged(long ticket, TicketEvent.Kind kind) {}
