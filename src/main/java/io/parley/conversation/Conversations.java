package io.parley.conversation;

import io.parley.answering.Exchange;
import io.parley.channel.Address;
import io.parley.channel.ButtonAction;
import io.parley.channel.ChannelName;
import io.parley.channel.Command;
import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.ButtonPressed;
import io.parley.channel.InboundEvent.ConversationReset;
import io.parley.channel.InboundEvent.MessageDeleted;
import io.parley.channel.InboundEvent.MessageEdited;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.InboundEvent.ThreadMoved;
import io.parley.channel.Language;
import io.parley.channel.LeftUnanswered;
import io.parley.channel.Person;
import io.parley.channel.ThreadKey;
import io.parley.outbox.DeliveryFailed;
import io.parley.outbox.Outbox;
import io.parley.outbox.ThreadWasMoved;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Makes inbound events part of a conversation: step 2 of a message's way. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Conversations {
    /** The id of the choice that says that none of the others is meant. */
    static final String NONE_OF_THESE = "0";

    private static final String NONE = "none_of_these";

    private final ConversationRows conversations;
    private final MessageRows messages;
    private final Memory memory;
    private final Replies replies;
    private final ConversationTexts texts;
    private final Outbox outbox;
    private final ApplicationEventPublisher events;

    Conversations(ConversationRows conversations, MessageRows messages, Memory memory, Replies replies,
            ConversationTexts texts, Outbox outbox, ApplicationEventPublisher events) {
        this.conversations = conversations;
        this.messages = messages;
        this.memory = memory;
        this.replies = replies;
        this.texts = texts;
        this.outbox = outbox;
        this.events = events;
    }

    /** A person wrote. */
    public InboundOutcome receive(MessageReceived message) {
        return append(message.thread(), message.address(), message.sender(), message.externalId(),
                message.text(), named(message.attachments()), word(message.command()), null,
                message.sentAt());
    }

    /**
     * Where a message was said, and by whom.
     *
     * @param conversation the id of the conversation
     * @param participant the id of the person
     * @param message the id of the message, of which no word is kept
     */
    public record WordlessMessage(long conversation, long participant, long message) {}

    /**
     * A person wrote what is not to be kept; its conversation is opened if need be, and locked. Empty when the message is known
     * already.
     */
    public Optional<WordlessMessage> receiveWithoutWords(MessageReceived message) {
        ConversationRows.Opened opened = conversations.open(message.thread(), message.address(), message.sender());
        Conversation found = conversations.heardFrom(opened.conversation(), message.address());
        memory.language(message.text(), found, message.sender())
                .ifPresent(language -> conversations.setLanguage(found, language));
        return messages.addWordless(found, opened.participant(), message.externalId(), message.sentAt())
                .map(id -> new WordlessMessage(found.id(), opened.participant(), id));
    }

    /** A person wrote what an agent has to see to. */
    public InboundOutcome receiveForAgent(MessageReceived message) {
        return append(message.thread(), message.address(), message.sender(), message.externalId(), message.text(),
                named(message.attachments()), word(Command.HUMAN), null, message.sentAt());
    }

    /**
     * Receives a message that does not address the bot, where the bot is, or soon will be, part of the conversation. A
     * message sent before the bot was first called is ignored.
     */
    public InboundOutcome receiveAmbient(InboundEvent.AmbientMessage overheard) {
        MessageReceived message = overheard.message();
        Optional<Conversation> conversation = conversations.find(message.thread());
        if (conversation.isEmpty()) {
            return new InboundOutcome.AwaitsConversation(message.thread());
        }
        return messages.began(conversation.get().id()).filter(message.sentAt()::isBefore).isPresent()
                ? new InboundOutcome.Handled("said before the bot was called")
                : receive(message);
    }

    /** Somebody wants a message answered; what was answered before is shown to them once more. */
    public InboundOutcome answerRequested(InboundEvent.AnswerRequested pointed) {
        MessageReceived message = pointed.message();
        Optional<Long> answer = messages.find(message.thread().channel(), message.externalId())
                .flatMap(known -> messages.formerAnswer(known.id(), Integer.MAX_VALUE));
        if (answer.isEmpty()) {
            return receive(message);
        }
        replies.repeat(answer.get(), message.address());
        return new InboundOutcome.Handled("answered before");
    }

    /** A person changed what they wrote: it is answered again, unless something newer is known. */
    public InboundOutcome edit(MessageEdited edit) {
        return messages.find(edit.thread().channel(), edit.externalId()).map(known -> edit(known, edit))
                .orElseGet(() -> new InboundOutcome.AwaitsMessage(edit.externalId()));
    }

    /** Receives an edit that addresses the bot, which may not know the message yet. */
    public InboundOutcome mentionAdded(InboundEvent.MentionAdded called) {
        MessageEdited edit = called.edit();
        return messages.find(edit.thread().channel(), edit.externalId()).map(known -> edit(known, edit))
                .orElseGet(() -> receive(new MessageReceived(edit.thread(), edit.address(), edit.sender(),
                        edit.externalId(), edit.text(), edit.command(), edit.attachments(), edit.editedAt())));
    }

    private InboundOutcome edit(Message message, MessageEdited edit) {
        String text = StorableText.kept(edit.text());
        String attachments = named(edit.attachments());
        String command = word(edit.command());
        boolean same = text.equals(message.text()) && attachments.equals(message.attachments())
                && isSame(command, message.command());
        if (same || isOlder(edit.editedAt(), message)) {
            return new InboundOutcome.Handled("edit without effect");
        }
        Conversation conversation = conversations.lockForUpdate(message.conversationId());
        Memory.Meant meant = command == null
                ? memory.typed(text, memory.before(message.id(), conversation))
                : new Memory.Meant(command, null);
        memory.language(text, conversation, edit.sender())
                .ifPresent(language -> conversations.setLanguage(conversation, language));
        messages.edit(message.id(), text, attachments, meant, edit.editedAt());
        return toAnswer(conversation, message.id(), edit.externalId(), () -> replies.pending(message.id()));
    }

    /**
     * Whether an edit leaves the command as it was. Without a command in the edited text, one that was recognised in
     * the words themselves counts as unchanged.
     */
    private static boolean isSame(@Nullable String command, @Nullable String before) {
        return Objects.equals(command, before)
                || (command == null
                        && Arrays.stream(Command.values()).noneMatch(one -> Objects.equals(word(one), before)));
    }

    /** A person took back what they wrote: its words go, and so does the answer. */
    public InboundOutcome delete(MessageDeleted deletion) {
        Optional<Message> known = messages.find(deletion.thread().channel(), deletion.externalId());
        if (known.isEmpty()) {
            return new InboundOutcome.AwaitsMessage(deletion.externalId());
        }
        Message message = known.get();
        if (message.deletedAt() == null) {
            Conversation conversation = conversations.lockForUpdate(message.conversationId());
            messages.redact(message.id(), deletion.deletedAt());
            messages.formerAnswer(message.id(), Integer.MAX_VALUE)
                    .ifPresent(answer -> outbox.withdraw(answer, conversation.address()));
            messages.takeBackAnswers(message.id(), deletion.deletedAt());
            events.publishEvent(new MessageRetracted(message.conversationId(), message.id()));
        }
        return new InboundOutcome.Handled("deleted");
    }

    /** A person pressed a button that asks for something: one of the choices, or a person. */
    public InboundOutcome press(ButtonPressed pressed) {
        Optional<Long> answer = answerIn(pressed.thread(), pressed.answerId());
        if (answer.isEmpty()) {
            return new InboundOutcome.Handled("button of an unknown answer");
        }
        return switch (pressed.press()) {
            case ButtonAction.Chosen(String choice) -> choose(pressed, answer.get(), choice);
            case ButtonAction.PersonWanted() -> append(pressed, "", "human", null);
            case ButtonAction.Shared() -> share(pressed, answer.get());
            case ButtonAction.Voted voted ->
                throw new IllegalArgumentException("A vote is no request: " + voted.vote());
        };
    }

    /** A person starts over: the bot is back, and nothing said before is used any more. */
    public InboundOutcome reset(ConversationReset reset) {
        Conversation conversation = conversations
                .heardFrom(conversations.open(reset.thread(), reset.address()), reset.address());
        long participant = conversations.participant(reset.person());
        messages.addWordless(conversation, participant, reset.externalId(), reset.resetAt());
        conversations.setState(conversation.id(), State.BOT);
        conversations.startContextAfter(conversation.id(), messages.last(conversation.id()));
        events.publishEvent(new ConversationStartedOver(conversation.id(), reset.resetAt()));
        Language language = memory.language("", conversation, reset.person()).orElse(conversation.language());
        replies.sayStartedOver(conversation, language, reset.externalId());
        return new InboundOutcome.Handled("started over");
    }

    /** A thread goes on elsewhere. */
    public InboundOutcome move(ThreadMoved moved) {
        conversations.find(moved.from())
                .ifPresent(conversation -> outbox.move(conversation.address(), moved.newAddress()));
        move(moved.from(), moved.to(), moved.newAddress());
        return new InboundOutcome.Handled("thread moved");
    }

    /** Whether a service can reach an address. */
    public void setReachable(Address address, boolean reachable) {
        conversations.setReachable(address, reachable);
    }

    /** Those of the messages on a channel that are people's, in a conversation. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public List<String> known(ChannelName channel, Collection<String> externalIds) {
        return messages.known(channel, externalIds);
    }

    /** Those of the threads that have an open conversation. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Set<ThreadKey> openAmong(Collection<ThreadKey> threads) {
        return threads.isEmpty() ? Set.of() : conversations.openAmong(threads);
    }

    /** The answer that a button or a vote names, if it stands in the thread; anything else is nothing. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Optional<Long> answerIn(ThreadKey thread, String answerId) {
        if (!answerId.matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        long messageId = Long.parseLong(answerId);
        return messages.conversationOfAnswer(messageId).map(conversations::get).filter(c -> c.thread().equals(thread))
                .map(c -> messageId);
    }

    /** The id of a person, written down if they are new. */
    public long participant(Person person) {
        return conversations.participant(person);
    }

    @EventListener
    void onDeliveryFailed(DeliveryFailed failed) {
        if (failed.addressGone()) {
            conversations.setReachable(failed.address(), false);
        }
    }

    @EventListener
    void onThreadMoved(ThreadWasMoved moved) {
        ThreadKey from = new ThreadKey(moved.from().channel(), moved.from().value());
        move(from, moved.newThread(), moved.newAddress());
    }

    /** Moves a conversation; where another is at the place already, that one takes over what waits for a person. */
    private void move(ThreadKey from, ThreadKey to, Address newAddress) {
        Optional<Conversation> there = conversations.find(to);
        Optional<Conversation> here = conversations.find(from);
        if (here.isEmpty()) {
            return;
        }
        if (there.isEmpty()) {
            conversations.move(here.get().id(), to, newAddress);
            return;
        }
        conversations.setState(here.get().id(), State.CLOSED);
        if (there.get().state() == State.BOT) {
            conversations.setState(there.get().id(), here.get().state());
        }
        events.publishEvent(new ConversationMerged(here.get().id(), there.get().id()));
    }

    private InboundOutcome choose(ButtonPressed pressed, long answer, String choice) {
        if (choice.equals(NONE_OF_THESE)) {
            ConversationTexts words = texts
                    .in(conversations.open(pressed.thread(), pressed.address()).language());
            return append(pressed, words.noneOfThese(), NONE, null);
        }
        return messages.choice(answer, choice).map(chosen -> append(pressed, chosen.question(), null, chosen.faq()))
                .orElseGet(() -> new InboundOutcome.Handled("unknown choice"));
    }

    private InboundOutcome share(ButtonPressed pressed, long answer) {
        Conversation conversation = conversations.open(pressed.thread(), pressed.address());
        long participant = conversations.participant(pressed.person());
        boolean first = messages.addWordless(conversation, participant, "share/" + answer, pressed.pressedAt())
                .isPresent();
        if (first) {
            replies.share(answer, pressed.address());
        }
        return new InboundOutcome.Handled(first ? "shared" : "shared already");
    }

    private InboundOutcome append(ButtonPressed pressed, String text, @Nullable String command,
            @Nullable String chosen) {
        return append(pressed.thread(), pressed.address(), pressed.person(), pressed.pressId(), text, "", command,
                chosen, pressed.pressedAt());
    }

    private InboundOutcome append(ThreadKey thread, Address address, Person sender, String externalId, String text,
            String attachments, @Nullable String command, @Nullable String chosen, Instant at) {
        ConversationRows.Opened opened = conversations.open(thread, address, sender);
        Conversation found = conversations.heardFrom(opened.conversation(), address);
        long participant = opened.participant();
        boolean theirWords = chosen == null && !NONE.equals(command);
        Conversation conversation = memory.language(theirWords ? text : "", found, sender)
                .map(language -> conversations.setLanguage(found, language)).orElse(found);
        List<Exchange> before = memory.before(Long.MAX_VALUE, conversation);
        Memory.Meant meant = command == null && chosen == null
                ? memory.typed(text, before)
                : new Memory.Meant(command, chosen);
        String kept = StorableText.kept(text);
        return messages.addSaid(conversation, participant, externalId, kept, attachments, meant, at)
                .map(id -> toAnswer(conversation, messages.unverified(id, sender.unverified()), externalId,
                        () -> new PendingQuestion(new Message(id, conversation.id(), participant, kept, attachments,
                                externalId, meant.command(), meant.chosen(), 0, at, null, null), conversation, before,
                                () -> memory.names(conversation, participant))))
                .orElseGet(() -> new InboundOutcome.Handled("known already"));
    }

    private InboundOutcome toAnswer(Conversation conversation, long messageId, String externalId,
            Supplier<PendingQuestion> pending) {
        if (conversation.state() != State.BOT) {
            events.publishEvent(new CustomerWrote(conversation.id(), messageId));
        }
        if (conversation.state() == State.WITH_AGENT) {
            events.publishEvent(new LeftUnanswered(conversation.thread(), externalId));
            return new InboundOutcome.Handled("left to the person who has the conversation");
        }
        return new InboundOutcome.Answerable(pending.get());
    }

    private static boolean isOlder(Instant editedAt, Message message) {
        return message.deletedAt() != null || (message.editedAt() != null && editedAt.isBefore(message.editedAt()));
    }

    private static @Nullable String word(@Nullable Command command) {
        return command == null ? null : command.name().toLowerCase(Locale.ROOT);
    }

    private static String named(List<String> attachments) {
        return StorableText.kept(String.join(", ", attachments));
    }
}
