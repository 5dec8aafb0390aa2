package io.parley.correction;

import io.parley.conversation.Replies;
import io.parley.correction.Recipient.Unreached;
import io.parley.correction.RecipientRows.Place;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells one conversation what is right, once: its message is in the outbox in the transaction that writes down that it was told. */
@Component
class CorrectionSender {
    private final CorrectionRows rows;
    private final RecipientRows recipients;
    private final Reach reach;
    private final CorrectionTexts texts;
    private final Replies replies;
    private final InstantSource clock;

    CorrectionSender(CorrectionRows rows, RecipientRows recipients, Reach reach, CorrectionTexts texts,
            Replies replies, InstantSource clock) {
        this.rows = rows;
        this.recipients = recipients;
        this.reach = reach;
        this.texts = texts;
        this.replies = replies;
        this.clock = clock;
    }

    /** Whether somebody may be told is decided anew under the conversation's lock, so that the bot talks over no agent. */
    @Transactional
    void send(long id, long conversation) {
        replies.lock(conversation);
        recipients.lockDue(id, conversation).ifPresent(place -> tell(id, place));
    }

    private void tell(long id, Place place) {
        @Nullable
        Unreached why = reach.unreached(List.of(place)).get(place.conversation());
        if (why != null) {
            recipients.unreached(id, place.conversation(), why, clock.instant());
            return;
        }
        rows.told(id).ifPresent(told -> {
            long messageId = replies.says(place.conversation(),
                    language -> texts.in(language).lead(told.question()) + "\n\n" + told.text(),
                    language -> List.of(), null);
            recipients.sent(id, place.conversation(), messageId, clock.instant());
        });
    }
}
