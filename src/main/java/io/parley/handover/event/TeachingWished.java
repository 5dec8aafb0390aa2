package io.parley.handover.event;

import io.parley.channel.Person;

/**
 * An agent wants the FAQ to learn from a ticket that they resolved. Published inside the transaction.
 *
 * @param account the agent's id at the desk
 * @param person the agent where they said so, and are told what becomes of it
 */
public record TeachingWished(long ticketId, long account, Person person) {}
