package io.parley.conversation;

import io.parley.channel.Person;
import java.util.Collection;
import java.util.Map;

/** Tells how a person's verdicts stand, for those who show a conversation to that person. */
public interface StandingVotes {
    /** The person's votes, 1, -1 or 0, on those of the answers that they voted on. */
    Map<Long, Integer> votes(Person person, Collection<Long> answers);
}
