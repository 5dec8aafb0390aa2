package io.parley.feedback;

import io.parley.channel.InboundEvent.ReactionChanged;
import io.parley.channel.Person;
import io.parley.channel.ThreadKey;
import io.parley.channel.Vote;
import io.parley.conversation.Conversations;
import io.parley.conversation.InboundOutcome;
import io.parley.conversation.StandingVotes;
import io.parley.outbox.Outbox;
import io.parley.secrets.SecretMask;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes verdicts: each person has one current verdict on an answer, and all that came before is kept. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Verdicts implements StandingVotes {
    private static final int LONGEST_COMMENT = 2_000;
    private static final String REACTION = "reaction";

    private final VerdictRows rows;
    private final ReactionMeanings meanings;
    private final Conversations conversations;
    private final Outbox outbox;
    private final ApplicationEventPublisher events;

    Verdicts(VerdictRows rows, ReactionMeanings meanings, Conversations conversations, Outbox outbox,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.meanings = meanings;
        this.conversations = conversations;
        this.outbox = outbox;
        this.events = events;
    }

    /**
     * A person votes on an answer in a thread.
     *
     * @param answerId the answer, as the button or the caller names it
     * @param via how it was given, in one word
     * @return false when no such answer stands in that thread; then nothing is written
     */
    public boolean vote(ThreadKey thread, Person person, String answerId, Vote vote, String via,
            @Nullable String comment, Instant at) {
        Optional<Long> answer = conversations.answerIn(thread, answerId);
        answer.ifPresent(messageId -> set(messageId, conversations.participant(person), vote, via, comment, at));
        return answer.isPresent();
    }

    /** A person's reactions to a message changed; those that say something of an answer are its verdict. */
    public InboundOutcome react(ReactionChanged change) {
        Optional<Long> answer = outbox.answerOf(change.person().channel(), change.externalId());
        if (answer.isEmpty()) {
            return new InboundOutcome.AwaitsMessage(change.externalId());
        }
        long messageId = answer.get();
        long participant = conversations.participant(change.person());
        Vote before = standing(messageId, participant);
        change.removed().forEach(emoji -> rows.removeReaction(messageId, participant, emoji));
        change.added().forEach(emoji -> rows.addReaction(messageId, participant, emoji, change.changedAt()));
        Vote after = standing(messageId, participant);
        boolean counts = after != before && (says(change.added()) || isByReaction(messageId, participant));
        if (counts) {
            set(messageId, participant, after, REACTION, null, change.changedAt());
        }
        return new InboundOutcome.Handled(counts ? "verdict" : "reaction without a verdict");
    }

    @Override
    @Transactional(propagation = Propagation.SUPPORTS)
    public Map<Long, Integer> votes(Person person, Collection<Long> answers) {
        return answers.isEmpty() ? Map.of() : rows.votes(person, answers);
    }

    @Override
    @Transactional(propagation = Propagation.SUPPORTS)
    public Map<Long, Integer> verdicts(Collection<Long> answers) {
        return answers.isEmpty() ? Map.of() : rows.sums(answers);
    }

    private void set(long messageId, long participant, Vote vote, String via, @Nullable String comment, Instant at) {
        boolean isNew = rows.current(messageId, participant).map(VerdictRows.Current::vote).orElse(0) != vote.number();
        String kept = shortened(comment);
        if (isNew || kept != null) {
            rows.set(messageId, participant, vote, via, kept, at);
        }
        if (isNew) {
            events.publishEvent(new VerdictGiven(messageId, participant, vote));
        }
    }

    private boolean says(Set<String> emojis) {
        return emojis.stream().anyMatch(emoji -> meanings.of(emoji) != Vote.NONE);
    }

    /** Whether a reaction gave the verdict; taking a reaction back changes no verdict that a button gave since. */
    private boolean isByReaction(long messageId, long participant) {
        return rows.current(messageId, participant).filter(verdict -> verdict.via().equals(REACTION)).isPresent();
    }

    /** The vote of a person's current reactions: that of the newest one that is a vote. */
    private Vote standing(long messageId, long participant) {
        return rows.reactions(messageId, participant).stream().map(meanings::of).filter(vote -> vote != Vote.NONE)
                .findFirst().orElse(Vote.NONE);
    }

    private static @Nullable String shortened(@Nullable String comment) {
        if (comment == null || comment.isBlank()) {
            return null;
        }
        String kept = SecretMask.mask(comment.replace("\0", ""));
        return kept.length() <= LONGEST_COMMENT ? kept : kept.substring(0, LONGEST_COMMENT);
    }
}
