package io.parley.desk;

import io.parley.desk.TicketDeeds.Sent;
import io.parley.handover.AgentAct;
import io.parley.handover.Ending;
import io.parley.handover.reply.DeskReplies;
import io.parley.handover.reply.DeskReply;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Sends what agents have drafted, and makes drafts again of what has not gone. */
@Component
class DraftedReplies {
    private final DeskReplies replies;
    private final ReplyDrafts drafts;

    DraftedReplies(DeskReplies replies, ReplyDrafts drafts) {
        this.replies = replies;
        this.drafts = drafts;
    }

    /**
     * Sends a reply, which is no draft any more, and may resolve the ticket; all or nothing.
     *
     * @param ending how the ticket ends with it; null when it goes on
     * @return whether there is a ticket of that id
     */
    @Transactional
    public boolean send(long id, AgentAct act, Sent sent, @Nullable Ending ending) {
        String key = sent.usableKey().orElseGet(TicketPageModel::newKey);
        boolean found = replies.reply(id, act, new DeskReply(sent.written(), key, ending));
        drafts.remove(id, agent(act), key);
        return found;
    }

    /**
     * Takes a reply back, and keeps it as its agent's draft.
     *
     * @return whether it had not gone
     */
    @Transactional
    public boolean undo(long ticket, long messageId, AgentAct act) {
        Optional<String> text = replies.takeBack(ticket, messageId, act);
        text.ifPresent(words -> drafts.putBack(ticket, agent(act), words));
        return text.isPresent();
    }

    private static long agent(AgentAct act) {
        return Objects.requireNonNull(act.by().agent());
    }
}
