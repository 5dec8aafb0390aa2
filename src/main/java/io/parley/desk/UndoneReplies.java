package io.parley.desk;

import io.parley.handover.reply.DeskReplies;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Brings replies that have not gone back into the composer. */
@Component
class UndoneReplies {
    private final DeskReplies replies;
    private final ReplyDrafts drafts;

    UndoneReplies(DeskReplies replies, ReplyDrafts drafts) {
        this.replies = replies;
        this.drafts = drafts;
    }

    /**
     * Takes a reply back, and keeps it as its agent's draft.
     *
     * @return whether it had not gone
     */
    @Transactional
    boolean undo(long ticket, long messageId, long agent) {
        Optional<String> text = replies.takeBack(ticket, messageId, agent);
        text.ifPresent(words -> drafts.putBack(ticket, agent, words));
        return text.isPresent();
    }
}
