package io.parley.conversation;

import io.parley.channel.ThreadKey;
import org.jspecify.annotations.Nullable;

/** The outcome of an inbound event. */
public sealed interface InboundOutcome {
    /** A message waits for the bot's answer. */
    record Answerable(PendingQuestion pending) implements InboundOutcome {}

    /**
     * Nothing more is to be done.
     *
     * @param outcome what became of it, in a few words for an operator
     * @param messageId the message that it became, if it matters; null otherwise
     */
    record Handled(String outcome, @Nullable Long messageId) implements InboundOutcome {
        /** It became no message. */
        public Handled(String outcome) {
            this(outcome, null);
        }
    }

    /**
     * It speaks of a message that is not known yet, and waits for it.
     *
     * @param externalId the channel's id of that message
     */
    record AwaitsMessage(String externalId) implements InboundOutcome {}

    /**
     * It was said where no conversation with the bot is known, and may have overtaken what begins one.
     *
     * @param thread where it was said
     */
    record AwaitsConversation(ThreadKey thread) implements InboundOutcome {}
}
