package io.parley.conversation;

import io.parley.channel.Person;
import java.util.Collection;
import java.util.Map;

/** Tells how verdicts stand, for those who show a conversation. */
public interface StandingVotes {
    /** The person's votes, 1, -1 or 0, on those of the answers that they voted on. */
    Map<Long, Integer> votes(Person person, Collection<Long> answers);

    /** Of those of the answers that somebody voted on, how many more people found them helpful than did not. */
    Map<Long, Integer> verdicts(Collection<Long> answers);
}
