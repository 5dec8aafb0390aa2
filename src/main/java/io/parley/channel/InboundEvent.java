package io.parley.channel;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A parsed raw event. An {@code externalId} is the channel's own id of one message, qualified by the channel so that it
 * is unique there (Telegram's {@code chat/message}, Slack's {@code channel/ts}), at most 300 characters.
 */
public sealed interface InboundEvent {
    /**
     * A person wrote.
     *
     * @param thread where the conversation lives
     * @param address where the answer goes
     * @param sender who wrote
     * @param externalId the message's id on its channel
     * @param text what they wrote, without the mention of the bot or the command's word; may be empty with a command or
     *     with attachments
     * @param command the command, if it was one
     * @param attachments what came along and is not read, each named in a few words ({@code photo}, {@code invoice.pdf})
     * @param sentAt when it was sent, by the service's clock
     */
    record MessageReceived(ThreadKey thread, Address address, Person sender, String externalId, String text,
            @Nullable Command command, List<String> attachments, Instant sentAt) implements InboundEvent {}

    /**
     * A person wrote without addressing the bot, where the bot may be part of the conversation already; ignored unless
     * it is.
     *
     * @param message what they wrote
     */
    record AmbientMessage(MessageReceived message) implements InboundEvent {}

    /**
     * A person wrote, and the bot is not to answer: agents read it.
     *
     * @param message what they wrote
     * @param reason why it is not answered, in a few words that an operator understands
     * @param personOnRequest whether a person who asks for somebody gets somebody
     * @param notice what the bot says instead in each language, where nobody else has the conversation; null: nothing
     */
    record MessageKept(MessageReceived message, String reason, boolean personOnRequest,
            @Nullable Map<Language, String> notice) implements InboundEvent {}

    /**
     * Somebody points at a message to have it answered; one that was answered before is answered again.
     *
     * @param message the message, with the person who points at it as its sender
     */
    record AnswerRequested(MessageReceived message) implements InboundEvent {}

    /**
     * A person changed a message of theirs.
     *
     * @param text what it says now, as in {@link MessageReceived}
     * @param command the command that it is now, if it is one
     * @param attachments what came along, named as in {@link MessageReceived}
     * @param editedAt when, by the service's clock; the newest edit wins
     */
    record MessageEdited(ThreadKey thread, Address address, Person sender, String externalId, String text,
            @Nullable Command command, List<String> attachments, Instant editedAt) implements InboundEvent {}

    /**
     * A person called the bot by editing a message that did not address it: if the message is not known, it is received
     * as if it was written now.
     *
     * @param edit the change
     */
    record MentionAdded(MessageEdited edit) implements InboundEvent {}

    /** A person took a message of theirs back. */
    record MessageDeleted(ThreadKey thread, String externalId, Instant deletedAt) implements InboundEvent {}

    /**
     * A person's reactions to a message changed.
     *
     * @param externalId the message that was reacted to, by its id on the channel
     * @param added what they put there
     * @param removed what they took away
     */
    record ReactionChanged(String externalId, Person person, Set<String> added, Set<String> removed,
            Instant changedAt) implements InboundEvent {}

    /**
     * A person pressed a button under an answer.
     *
     * @param answerId the {@link OutboundMessage#messageId()} of the answer, as the button carried it; not yet checked to
     *     belong to the thread
     * @param pressId an id of this press that is unique on the channel
     */
    record ButtonPressed(ThreadKey thread, Address address, Person person, String pressId, String answerId,
            ButtonAction press, Instant pressedAt) implements InboundEvent {}

    /** A person starts over: what was said before is no longer used. */
    record ConversationReset(ThreadKey thread, Address address, Person person, String externalId,
            Instant resetAt) implements InboundEvent {}

    /**
     * The service says whether an address can be reached.
     *
     * @param reachable false when the person blocked the bot, or the mail bounced
     * @param reason in a few words
     */
    record ReachabilityChanged(Address address, boolean reachable, String reason) implements InboundEvent {}

    /** A thread goes on elsewhere, as a Telegram group does that became a supergroup. */
    record ThreadMoved(ThreadKey from, ThreadKey to, Address newAddress) implements InboundEvent {}

    /**
     * Somebody wrote under a message where agents are.
     *
     * @param author who wrote
     * @param above the message under which they wrote
     * @param externalId the id of their message
     * @param text what they wrote; may be empty with attachments
     * @param toColleague whether it mentions somebody
     * @param attachments as in {@link MessageReceived}
     * @param otherwise the event that it is if that message tells of no ticket
     */
    record AgentMessage(Person author, Above above, String externalId, String text, boolean toColleague,
            List<String> attachments, Instant sentAt, InboundEvent otherwise) implements InboundEvent {}

    /**
     * A message under which somebody wrote.
     *
     * @param externalId the service's id of it
     * @param isAwaited whether it may be the bot's, of which the service has told others before it told the bot
     */
    record Above(String externalId, boolean isAwaited) {}

    /**
     * Somebody changed what they wrote where agents are.
     *
     * @param externalId the id of their message
     * @param otherwise the event that it is if that message was under no ticket
     */
    record AgentMessageEdited(ChannelName channel, String externalId, String text, boolean toColleague,
            InboundEvent otherwise) implements InboundEvent {}

    /**
     * Somebody took back what they wrote where agents are.
     *
     * @param externalId the id of their message
     * @param otherwise the event that it is if that message was under no ticket
     */
    record AgentMessageDeleted(ChannelName channel, String externalId,
            InboundEvent otherwise) implements InboundEvent {}

    /**
     * Somebody pressed a button where agents are.
     *
     * @param about as in {@link ForAgents.Buttons}
     * @param revision as in {@link ForAgents.Buttons}
     */
    record AgentPressed(Person person, ForAgents.Act act, long about, int revision) implements InboundEvent {}

    /**
     * Nothing for the bot.
     *
     * @param reason why, in a few words that an operator understands
     */
    record Ignored(String reason) implements InboundEvent {}
}
