package io.parley.conversation;

import io.parley.channel.ChannelName;
import io.parley.channel.Language;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells customers who are handed over to an agent what happens next. */
public interface HandoverOutlook {

    /**
     * What a customer can expect.
     *
     * @param sentence what they are told; empty when there is nothing to tell
     * @param promisedUntil until when an answer will probably have come; null when no time is told
     */
    record Outlook(String sentence, @Nullable Instant promisedUntil) {
        /** Nothing to tell. */
        public static final Outlook NONE = new Outlook("", null);
    }

    /** The outlook for somebody who is about to wait; in the transaction of the hand-over. */
    Outlook now(ChannelName channel, Language language);
}
