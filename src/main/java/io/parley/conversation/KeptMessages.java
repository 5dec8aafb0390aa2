package io.parley.conversation;

import io.parley.answering.Answering;
import io.parley.channel.InboundEvent;
import io.parley.channel.InboundEvent.MessageReceived;
import io.parley.channel.Language;
import io.parley.channel.LeftUnanswered;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Messages that the bot is not to answer become part of their conversations, and reach their tickets, here. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class KeptMessages {
    private static final String PERSON_WANTED = "human";

    private final ConversationRows conversations;
    private final MessageRows messages;
    private final Memory memory;
    private final Replies replies;
    private final Answering answering;
    private final ApplicationEventPublisher events;

    KeptMessages(ConversationRows conversations, MessageRows messages, Memory memory, Replies replies,
            Answering answering,
            ApplicationEventPublisher events) {
        this.conversations = conversations;
        this.messages = messages;
        this.memory = memory;
        this.replies = replies;
        this.answering = answering;
        this.events = events;
    }

    /** Keeps a message; a request for a person is answered where that is allowed and nobody has the conversation yet. */
    public InboundOutcome keep(InboundEvent.MessageKept kept) {
        MessageReceived message = kept.message();
        Conversation conversation = conversations.open(message.thread(), message.address());
        conversations.heardFrom(conversation, message.address());
        long participant = conversations.participant(message.sender());
        if (conversation.spoken() == null) {
            memory.language(message.text(), conversation, message.sender())
                    .ifPresent(language -> conversations.setLanguage(conversation, language));
        }
        boolean wanted = kept.personOnRequest() && conversation.state() == State.BOT
                && answering.asksForPerson(message.text());
        Memory.Meant meant = new Memory.Meant(wanted ? PERSON_WANTED : null, null);
        Optional<Long> added = messages.addSaid(conversation, participant, message.externalId(),
                StorableText.kept(message.text()), StorableText.kept(String.join(", ", message.attachments())), meant,
                message.sentAt());
        return added.map(id -> after(messages.unverified(id, message.sender().unverified()), wanted, kept,
                conversations.get(conversation.id()))).orElseGet(() -> new InboundOutcome.Handled("known already"));
    }

    private InboundOutcome after(long messageId, boolean personWanted, InboundEvent.MessageKept kept,
            Conversation conversation) {
        String key = kept.message().externalId();
        Map<Language, String> notice = kept.notice();
        if (personWanted) {
            return new InboundOutcome.Answerable(replies.pending(messageId));
        }
        if (conversation.state() != State.BOT) {
            events.publishEvent(new CustomerWrote(conversation.id(), messageId));
        }
        if (conversation.state() == State.BOT && notice != null) {
            replies.noticeWithPerson(conversation, Objects.requireNonNull(notice.get(conversation.language())), key);
        } else {
            events.publishEvent(new LeftUnanswered(conversation.thread(), key));
        }
        return new InboundOutcome.Handled("kept: " + kept.reason());
    }
}
