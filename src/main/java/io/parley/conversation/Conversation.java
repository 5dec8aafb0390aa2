package io.parley.conversation;

import io.parley.channel.Address;
import io.parley.channel.ThreadKey;

/**
 * A thread's state.
 *
 * @param forgetUpTo turns up to this one are no longer used
 */
record Conversation(long id, ThreadKey thread, Address address, State state, long forgetUpTo) {}
