package io.parley.desk;

import io.parley.conversation.Replies;
import io.parley.desk.TicketDeeds.Sent;
import io.parley.handover.AgentAct;
import io.parley.handover.Ending;
import io.parley.handover.Ticket;
import io.parley.handover.reply.DeskReplies;
import io.parley.handover.reply.DeskReply;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Sends what agents write at the desk, when they know all that the customer wrote before. */
@Component
class CheckedReplies {
    private static final int MOST_COUNTED = 100;

    private final DeskReplies sending;
    private final Replies replies;
    private final ReplyDrafts drafts;
    private final JdbcClient jdbc;

    CheckedReplies(DeskReplies sending, Replies replies, ReplyDrafts drafts, JdbcClient jdbc) {
        this.sending = sending;
        this.replies = replies;
        this.drafts = drafts;
        this.jdbc = jdbc;
    }

    /**
     * Sends a reply, and may resolve the ticket; both or neither.
     *
     * @param ending how the ticket ends with it; null when it goes on
     * @return the ticket as it is now; empty when there is none of that id
     * @throws CustomerWroteException when the customer wrote something that the agent has not seen
     */
    @Transactional
    public Optional<Ticket> send(long id, AgentAct act, Sent sent, @Nullable Ending ending) {
        Optional<Long> conversation = jdbc.sql("select conversation_id from ticket where id = ?").param(id)
                .query(Long.class).optional();
        conversation.ifPresent(replies::lockForUpdate);
        String key = sent.usableKey().orElseGet(TicketPageModel::newKey);
        boolean isSaid = isSaid(id, key);
        Optional<Ticket> now = sending.reply(id, act, new DeskReply(sent.written(), key, ending));
        Long seen = sent.seen();
        if (conversation.isPresent() && seen != null && !isSaid) {
            refuseUnseen(conversation.get(), seen);
        }
        drafts.remove(id, Objects.requireNonNull(act.by().agent()), key);
        return now;
    }

    private boolean isSaid(long ticket, String key) {
        return jdbc.sql("select exists (select from ticket_reply where ticket_id = ? and key = ?)").param(ticket)
                .param(key).query(Boolean.class).single();
    }

    private void refuseUnseen(long conversation, long seen) {
        int unseen = jdbc.sql("""
                select count(*) from (
                    select from message m
                    where (m.conversation_id, m.id) > (:conversation, :seen)
                      and (m.conversation_id, m.id) < (:conversation + 1, 0)
                      and m.author = 'participant' and m.deleted_at is null limit :most) unseen""")
                .param("conversation", conversation).param("seen", seen).param("most", MOST_COUNTED)
                .query(Integer.class).single();
        if (unseen > 0) {
            throw new CustomerWroteException(unseen);
        }
    }

    /** The customer wrote something that the agent has not seen; nothing was sent. */
    static final class CustomerWroteException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int count;

        private CustomerWroteException(int count) {
            super("The customer wrote " + count + " messages meanwhile");
            this.count = count;
        }

        int count() {
            return count;
        }
    }
}
