package io.parley.conversation;

import io.parley.actor.Helper;
import io.parley.answering.Answer;
import io.parley.answering.Answering;
import io.parley.answering.Choices;
import io.parley.answering.FaqAnswer;
import io.parley.answering.Handover;
import io.parley.answering.ModelAnswer;
import io.parley.answering.Notice;
import io.parley.channel.Address;
import io.parley.channel.AnswerSource;
import io.parley.channel.Choice;
import io.parley.channel.Language;
import io.parley.channel.LeftUnanswered;
import io.parley.channel.OutboundMessage;
import io.parley.conversation.HandoverOutlook.Outlook;
import io.parley.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Makes replies part of a conversation and enqueues them in the outbox: step 4 of a message's way. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Replies {
    private final ConversationRows conversations;
    private final MessageRows messages;
    private final Memory memory;
    private final Answering answering;
    private final Usage usage;
    private final AnswerJson json;
    private final ConversationTexts texts;
    private final Outbox outbox;
    private final HandoverOutlook outlook;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Replies(ConversationRows conversations, MessageRows messages, Memory memory, Answering answering, Usage usage,
            AnswerJson json, ConversationTexts texts, Outbox outbox, HandoverOutlook outlook,
            ApplicationEventPublisher events, InstantSource clock) {
        this.conversations = conversations;
        this.messages = messages;
        this.memory = memory;
        this.answering = answering;
        this.usage = usage;
        this.json = json;
        this.texts = texts;
        this.outbox = outbox;
        this.outlook = outlook;
        this.events = events;
        this.clock = clock;
    }

    /** A message that was read earlier, as it waits for its answer. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public PendingQuestion pending(long messageId) {
        Message message = messages.get(messageId);
        Conversation conversation = conversations.get(message.conversationId());
        return new PendingQuestion(message, conversation, memory.before(messageId, conversation),
                () -> memory.names(conversation, message.participant()));
    }

    /** The note of an answer about the question's attachments; empty without any or without text. */
    private String unread(Message question, ConversationTexts words) {
        return question.attachments().isEmpty() || question.text().isEmpty()
                ? ""
                : "\n\n" + words.notRead(question.attachments());
    }

    /**
     * Answers a message. Does nothing when its revision has an answer already, when it was changed or deleted meanwhile, or
     * when a person took the conversation meanwhile.
     *
     * @param receivedAt when the question was received
     */
    public void answer(PendingQuestion pending, Answer answer, Instant receivedAt) {
        Message question = pending.message();
        Conversation conversation = conversations.lockForUpdate(question.conversationId());
        if (conversation.state() == State.WITH_AGENT) {
            leaveUnanswered(conversation, question);
            return;
        }
        Answer allowed = isAllowed(answer, question, conversation)
                ? answer
                : answering.limited(conversation.language());
        Outlook next = allowed instanceof Handover && conversation.state() == State.BOT
                ? outlook.now(conversation.address().channel(), conversation.language())
                : Outlook.NONE;
        Answer told = allowed instanceof Handover handover ? handover.telling(next.sentence()) : allowed;
        messages.addAnswer(conversation, question, told, source(told), clock.instant())
                .ifPresentOrElse(id -> publish(conversation, question, id, told, next, receivedAt), () -> {
                    if (messages.get(question.id()).deletedAt() != null) {
                        leaveUnanswered(conversation, question);
                    }
                });
    }

    private void leaveUnanswered(Conversation conversation, Message question) {
        if (question.externalId() != null) {
            events.publishEvent(new LeftUnanswered(conversation.thread(), question.externalId()));
        }
    }

    /** Whether an answer opens no ticket, or one that may be opened. */
    private boolean isAllowed(Answer answer, Message question, Conversation conversation) {
        return !(answer instanceof Handover) || conversation.state() != State.BOT || question.participant() == null
                || usage.ticket(question.participant());
    }

    /** A conversation that nobody else changes until the transaction ends. */
    public static final class Locked {
        private final Conversation conversation;

        private Locked(Conversation conversation) {
            this.conversation = conversation;
        }

        /** Its id. */
        public long id() {
            return conversation.id();
        }
    }

    /**
     * Locks a conversation until the transaction ends. A caller that also locks its ticket locks the conversation
     * first.
     */
    public Locked lock(long conversationId) {
        return new Locked(conversations.lockForUpdate(conversationId));
    }

    /**
     * A person who helps customers writes; from now on the bot is silent in the conversation.
     *
     * @param after until then it can be taken back; zero to send it at once
     * @return the id of the message
     */
    public long agentSays(Locked locked, Helper by, String text, Duration after) {
        Conversation conversation = locked.conversation;
        conversations.setState(conversation.id(), State.WITH_AGENT);
        String kept = kept(text);
        long messageId = messages.addReply(conversation, by, kept, clock.instant());
        outbox.sendAfter(after, conversation.address(), messageId,
                plain(conversation, messageId, null, AnswerSource.PERSON, by.name(), kept));
        return messageId;
    }

    /**
     * An agent takes back what has not gone yet.
     *
     * @param messageId the agent's message
     * @return its words; empty, and nothing is done, when it goes or has gone
     */
    public Optional<String> agentUnsays(Locked locked, long messageId) {
        if (!outbox.cancel(messageId, locked.conversation.address())) {
            return Optional.empty();
        }
        String said = messages.get(messageId).text();
        messages.redact(messageId, clock.instant());
        return Optional.of(said);
    }

    /**
     * An agent says something else than they did; what the customer has is changed.
     *
     * @param messageId the agent's message
     * @param by as in {@link #agentSays}
     */
    public void agentChanges(Locked locked, long messageId, Helper by, String text) {
        Conversation conversation = locked.conversation;
        String kept = kept(text);
        messages.edit(messageId, kept, "", new Memory.Meant(null, null), clock.instant());
        outbox.change(conversation.address(), messageId,
                plain(conversation, messageId, null, AnswerSource.PERSON, by.name(), kept));
    }

    /**
     * An agent takes back what they said, also from the customer.
     *
     * @param messageId the agent's message
     */
    public void agentTakesBack(Locked locked, long messageId) {
        messages.redact(messageId, clock.instant());
        outbox.withdraw(messageId, locked.conversation.address());
    }

    /** A person's reply as it is kept and sent: without secrets, and without what cannot be stored. */
    public static String kept(String text) {
        return StorableText.kept(text);
    }

    /**
     * Shows an answer, which only the person who asked has seen, to others: who asked what, and the answer. A verdict on it
     * is a verdict on the answer.
     *
     * @param answerId the answer's message
     * @param address where they are
     */
    void share(long answerId, Address address) {
        messages.shareable(answerId).ifPresent(s -> outbox.sendCopy(address, answerId, shared(answerId, s)));
    }

    private OutboundMessage shared(long answerId, SharedAnswer given) {
        Language language = conversations.get(given.conversationId()).language();
        String asked = texts.in(language).shared(given.asker(), given.question());
        return new OutboundMessage(Long.toString(given.conversationId()), Long.toString(answerId), given.externalId(),
                AnswerSource.valueOf(given.source().toUpperCase(Locale.ROOT)), null, given.confidence(),
                asked + "\n\n" + given.answer(), asked.length(), List.of(), json.storedCitations(given.citations()),
                true, false, false).in(language);
    }

    /**
     * Shows an answer once more, to somebody who asks for it again.
     *
     * @param answerId the answer's message
     * @param address where they are
     */
    void repeat(long answerId, Address address) {
        messages.given(answerId).ifPresent(a -> outbox.sendCopy(address, answerId, again(answerId, a)));
    }

    private OutboundMessage again(long answerId, SharedAnswer given) {
        AnswerSource source = AnswerSource.valueOf(given.source().toUpperCase(Locale.ROOT));
        List<Choice> choices = new ArrayList<>(json.stored(given.choices()).stream()
                .map(c -> new Choice(c.id(), c.question())).toList());
        Language language = conversations.get(given.conversationId()).language();
        if (source == AnswerSource.CHOICES) {
            choices.add(new Choice(Conversations.NONE_OF_THESE, texts.in(language).noneOfThese()));
        }
        return new OutboundMessage(Long.toString(given.conversationId()), Long.toString(answerId), given.externalId(),
                source, null, given.confidence(), given.answer(), choices, json.storedCitations(given.citations()),
                given.isSubstantial(), given.isSubstantial() || source == AnswerSource.CHOICES, false).in(language);
    }

    /**
     * The person is done; the bot is back, says so, and starts from there.
     *
     * @param answered whether they wrote anything to the participant
     */
    public void handBack(Locked locked, boolean answered) {
        ConversationTexts words = texts.in(locked.conversation.language());
        notice(locked.conversation, answered ? words.ticketResolved() : words.ticketEnded(), null);
        handBackSilently(locked);
    }

    /** The same, where the participant has been told already. */
    public void handBackSilently(Locked locked) {
        conversations.setState(locked.id(), State.BOT);
        conversations.forget(locked.id());
    }

    /**
     * The bot says something of its own, with choices that are not the bot's to hear.
     *
     * @param text what it says in a language
     * @param choices what can be pressed under it; may be empty
     * @param inReplyTo the channel's id of the message that is answered, if there is one
     * @return the id of the message
     */
    public long says(long conversationId, Function<Language, String> text, Function<Language, List<Choice>> choices,
            @Nullable String inReplyTo) {
        return says(conversationId, text, text, choices, inReplyTo);
    }

    /**
     * The same, where what is kept is not all that is said.
     *
     * @param kept what is kept of it in a language
     */
    public long says(long conversationId, Function<Language, String> text, Function<Language, String> kept,
            Function<Language, List<Choice>> choices, @Nullable String inReplyTo) {
        Conversation conversation = conversations.lockForUpdate(conversationId);
        long messageId = messages.addNotice(conversation, kept.apply(conversation.language()), clock.instant());
        outbox.send(conversation.address(), messageId, new OutboundMessage(Long.toString(conversationId),
                Long.toString(messageId), inReplyTo, AnswerSource.NOTICE, null, null,
                text.apply(conversation.language()), choices.apply(conversation.language()), List.of(), false, false,
                false).in(conversation.language()), null);
        return messageId;
    }

    /**
     * Passes the conversation to the bot, which starts from there, to the waiting state, or to an agent, and tells the
     * customer.
     *
     * @param notice what the bot says of it in a language
     */
    public void goesTo(Locked locked, State state, Function<Language, String> notice) {
        conversations.setState(locked.id(), state);
        notice(locked.conversation, notice.apply(locked.conversation.language()), null);
        if (state == State.BOT) {
            conversations.forget(locked.id());
        }
    }

    /** Whether somebody said a message; also true where nobody knows who did, as in former versions. */
    public boolean isOf(long messageId, Helper by) {
        return messages.isOf(messageId, by.actor());
    }

    /** The conversation waits for an agent again, and the customer, who has an answer, hears nothing of it. */
    public void waitsForAgent(Locked locked) {
        conversations.setState(locked.id(), State.WAITING);
    }

    /** The bot says something of its own. */
    void notice(Conversation conversation, String text, @Nullable String inReplyTo) {
        long messageId = messages.addNotice(conversation, text, clock.instant());
        outbox.send(conversation.address(), messageId,
                plain(conversation, messageId, inReplyTo, AnswerSource.NOTICE, null, text),
                null);
    }

    /** The bot says something of its own, and offers a person. */
    void noticeWithPerson(Conversation conversation, String text, String inReplyTo) {
        long messageId = messages.addNotice(conversation, text, clock.instant());
        outbox.send(conversation.address(), messageId, new OutboundMessage(Long.toString(conversation.id()),
                Long.toString(messageId), inReplyTo, AnswerSource.NOTICE, null, null, text, List.of(), List.of(), false,
                true,
                false).in(conversation.language()), null);
    }

    /** The bot says that it starts over, and that a person who was asked for will not come any more. */
    void sayStartedOver(Conversation conversation, Language language, String inReplyTo) {
        notice(conversation, texts.in(language).startedOver(conversation.state() != State.BOT),
                inReplyTo);
    }

    private void publish(Conversation conversation, Message question, long id, Answer answer, Outlook next,
            Instant receivedAt) {
        events.publishEvent(new AnswerGiven(conversation.address().channel(), source(answer)));
        if (answer instanceof Handover handover) {
            conversations.setState(conversation.id(), State.WAITING);
            events.publishEvent(new HandoverDecided(conversation.id(), question.id(), handover.reason().word(),
                    clock.instant(), next.promisedUntil()));
        }
        Optional<Long> former = question.revision() == 0
                ? Optional.empty()
                : messages.formerAnswer(question.id(), question.revision());
        OutboundMessage message = message(conversation, question, id, answer, former.isPresent());
        former.ifPresentOrElse(f -> outbox.replace(f, conversation.address(), id, message, receivedAt),
                () -> outbox.send(conversation.address(), id, message, receivedAt));
    }

    private OutboundMessage message(Conversation conversation, Message question, long id, Answer answer,
            boolean revised) {
        boolean substantial = answer instanceof FaqAnswer || answer instanceof ModelAnswer;
        return new OutboundMessage(Long.toString(conversation.id()), Long.toString(id), question.externalId(),
                source(answer), null, answer.confidence() == null ? null : answer.confidence().value(),
                answer.text() + (answer instanceof Notice ? "" : unread(question, texts.in(conversation.language()))),
                choices(answer, conversation.language()), json.citations(answer.references()), substantial,
                substantial || answer instanceof Choices || isMissed(answer), revised).in(conversation.language());
    }

    private static boolean isMissed(Answer answer) {
        return answer instanceof Notice notice && notice.kind() == Notice.Kind.NOT_UNDERSTOOD;
    }

    private List<Choice> choices(Answer answer, Language language) {
        List<Choice> choices = new ArrayList<>(json.choices(answer.suggestions()));
        if (answer instanceof Choices) {
            choices.add(new Choice(Conversations.NONE_OF_THESE, texts.in(language).noneOfThese()));
        }
        return choices;
    }

    private static OutboundMessage plain(Conversation conversation, long messageId, @Nullable String inReplyTo,
            AnswerSource source, @Nullable String agent, String text) {
        return new OutboundMessage(Long.toString(conversation.id()), Long.toString(messageId), inReplyTo, source, agent,
                null, text, List.of(), List.of(), false, false, false).in(conversation.language());
    }

    private static AnswerSource source(Answer answer) {
        return switch (answer) {
            case FaqAnswer a -> AnswerSource.FAQ;
            case Choices a -> AnswerSource.CHOICES;
            case ModelAnswer a -> AnswerSource.MODEL;
            case Handover a -> AnswerSource.HANDOFF;
            case Notice a -> AnswerSource.NOTICE;
        };
    }
}
