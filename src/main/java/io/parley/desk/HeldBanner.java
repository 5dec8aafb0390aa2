package io.parley.desk;

import io.parley.handover.reply.DeskReplies;
import io.parley.handover.reply.WaitingReply;
import io.parley.security.Agent;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Shows agents which of their replies have not gone yet. */
@Component
class HeldBanner {
    private final Desk desk;
    private final DeskReplies replies;

    HeldBanner(Desk desk, DeskReplies replies) {
        this.desk = desk;
        this.replies = replies;
    }

    /** A reply that can be taken back. */
    record Held(long ticket, long message, String text) {}

    List<WaitingReply> of(Agent agent) {
        return replies.waiting(agent.id());
    }

    /** Whether a reply of an agent in a ticket has not gone yet. */
    boolean has(long ticket, long agent) {
        return replies.waiting(agent).stream().anyMatch(one -> one.ticket() == ticket);
    }

    /** Those that are in other tickets than one. */
    List<Held> inOthers(List<WaitingReply> waiting, long ticket, Locale browser) {
        String text = desk.texts(browser).text("replies", "goes");
        return waiting.stream().filter(one -> one.ticket() != ticket).map(one -> new Held(one.ticket(),
                one.messageId(), text.replace("{ticket}", Long.toString(one.ticket())))).toList();
    }
}
