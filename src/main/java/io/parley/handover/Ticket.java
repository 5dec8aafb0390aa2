package io.parley.handover;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.actor.Actor;
import io.parley.actor.NamedActor;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that waits for, or is with, a person.
 *
 * @param revision rises with each thing that is done about it
 * @param reason one of the seven words for why the bot handed it over
 * @param state waiting, taken or resolved
 * @param question what the customer said last when it was opened; null when that was nothing
 * @param customer the customer's name, as their channel knows it
 * @param address where replies go, as people write it; null where the channel's own view shows who it is
 * @param subject the subject of the customer's first mail, in their words and plain text; null where there is none
 * @param unverified what is not sure about who the customer is, by the newest message of which something is not; null where
 *     nothing is known to be
 * @param lastCustomerMessageAt when the customer wrote last
 * @param lastCustomerMessage what the customer said last since it was opened; null when that was nothing
 * @param waitsSince since when the customer waits for a person's word; null when a person had the last one
 * @param resolver by whom it was resolved; null as long as it is not
 * @param holder the agent or the program that has it, or had it last; null for nobody, and for somebody who is known by name
 *     only, as in former versions
 * @param asks what they want to know: the last that they said with a question in it; null when they said nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Ticket(long id, int revision, long conversationId, String channel, String reason, String state,
        @Nullable String question, @Nullable String customer, @Nullable String address, @Nullable String subject,
        @Nullable String unverified, Instant openedAt,
        @Nullable Instant lastCustomerMessageAt, @Nullable String lastCustomerMessage, @Nullable Instant waitsSince,
        @Nullable String takenBy, @Nullable Instant takenAt, @JsonIgnore @Nullable NamedActor resolver,
        @Nullable Instant resolvedAt, @JsonIgnore @Nullable Actor holder, @JsonIgnore @Nullable String asks) {

    /** The states that tickets can be listed by. */
    public enum Listed {
        /** Waiting or taken. */
        OPEN, WAITING, TAKEN, RESOLVED;

        /** The word that the interfaces use. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The agent who has it now; null when nobody does. */
    @JsonProperty
    public @Nullable String assignee() {
        return state.equals("taken") ? takenBy : null;
    }

    /**
     * The name of the one who resolved it; {@code customer} who started over, {@code merged} with another ticket,
     * {@code nobody} came, {@code silence} after an agent's word, or {@code erased} with the customer's data.
     */
    @JsonProperty
    public @Nullable String resolvedBy() {
        return resolver == null ? null : resolver.name();
    }

    /** The same about a subject. */
    Ticket about(String subject) {
        return new Ticket(id, revision, conversationId, channel, reason, state, question, customer, address, subject,
                unverified, openedAt, lastCustomerMessageAt, lastCustomerMessage, waitsSince, takenBy, takenAt,
                resolver, resolvedAt, holder, asks);
    }

    /** The same with what the customer asked when it was opened, and what they want to know. */
    Ticket asking(@Nullable String asked, @Nullable String now) {
        return new Ticket(id, revision, conversationId, channel, reason, state, asked, customer, address, subject,
                unverified, openedAt, lastCustomerMessageAt, lastCustomerMessage, waitsSince, takenBy, takenAt,
                resolver, resolvedAt, holder, now);
    }

    /** Whether nobody needs to look at it any more. */
    @JsonIgnore
    public boolean isResolved() {
        return state.equals("resolved");
    }

    /** Whether the one who acts has it. */
    public boolean isWith(AgentAct act) {
        return state.equals("taken") && act.by().actor().equals(holder);
    }

    /** Whether somebody else has it. */
    public boolean isWithAnother(AgentAct act) {
        return state.equals("taken") && !act.by().actor().equals(holder);
    }
}
