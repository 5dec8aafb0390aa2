package io.parley.handover;

import io.parley.channel.Address;
import io.parley.channel.Channel;
import io.parley.channel.Channels;
import io.parley.channel.ForAgents;
import io.parley.channel.ForAgents.Act;
import io.parley.channel.OutboundMessage;
import io.parley.handover.TicketEvent.Kind;
import io.parley.outbox.Outbox;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Tells those who help customers of tickets, on each channel that has a place for that: a message for each ticket, and what
 * happens afterwards under it.
 */
@Component
class AgentCall {
    /** What changes nothing that the message of a ticket shows. */
    private static final Set<Kind> NOT_SHOWN = EnumSet.of(Kind.OPENED, Kind.NOTED, Kind.REPLIED, Kind.SNOOZED,
            Kind.WOKEN);

    private final Channels channels;
    private final Outbox outbox;
    private final AgentOutbox told;
    private final TicketRows rows;
    private final TicketMessages messages;
    private final TicketTexts texts;

    AgentCall(Channels channels, Outbox outbox, AgentOutbox told, TicketRows rows, TicketMessages messages,
            TicketTexts texts) {
        this.channels = channels;
        this.outbox = outbox;
        this.told = told;
        this.rows = rows;
        this.messages = messages;
        this.texts = texts;
    }

    /**
     * Within the transaction that opens the ticket.
     *
     * @param messageId what the customer said that led to it
     */
    void agents(Ticket ticket, long messageId) {
        told.write(messageId, places(), () -> rows.find(ticket.id()).ifPresent(
                now -> places().forEach(address -> outbox.sendCopy(address, messageId, call(now, messageId)))));
    }

    /**
     * The customer went on, or changed what they said.
     *
     * @param messageId what they said
     * @param calls whether agents are called again
     */
    void customerWrote(Ticket ticket, long messageId, boolean calls) {
        told.write(messageId, places(), () -> writeOn(ticket, messageId, calls));
    }

    private void writeOn(Ticket ticket, long messageId, boolean calls) {
        long opening = messages.opening(ticket.id()).orElse(messageId);
        Optional<String> words = messages.words(messageId);
        if (outbox.hasCopies(messageId)) {
            outbox.replaceCopies(messageId, messageId == opening
                    ? call(ticket, messageId)
                    : message(ticket, messageId, texts.wentOn(ticket, words.orElse("…"))));
        } else if (calls) {
            under(opening, messageId, loud(ticket, messageId, texts.again(ticket)));
        } else if (words.isPresent()) {
            under(opening, messageId, message(ticket, messageId, texts.wentOn(ticket, words.get())));
        }
    }

    /**
     * The agent who had it did not answer.
     *
     * @param ticket as it was with them
     * @param messageId what the customer said last
     */
    void everybody(Ticket ticket, long messageId) {
        remark(ticket, messageId, texts.givenBack(ticket), places());
    }

    /**
     * Nobody came in time.
     *
     * @param messageId what the customer said last
     * @param mails the mail addresses at which somebody is told, too
     */
    void overdue(Ticket ticket, long messageId, List<String> mails) {
        remark(ticket, messageId, texts.overdue(ticket), places());
        remark(ticket, messageId, texts.overdueByMail(ticket), mails.stream()
                .flatMap(mail -> channels.all().stream()
                        .map(channel -> channel.mailAddress(mail, "ticket " + ticket.id())))
                .flatMap(Optional::stream).toList());
    }

    private void remark(Ticket ticket, long messageId, String text, List<Address> to) {
        long opening = messages.opening(ticket.id()).orElse(messageId);
        OutboundMessage remark = loud(ticket, opening, text);
        told.write(opening, to, () -> to.forEach(address -> outbox.sendRemark(address, opening, remark)));
    }

    /**
     * Updates the call to agents to the ticket's present state.
     *
     * @param messageId as it was told with
     */
    void tellAnew(long ticket, long messageId) {
        told.write(messageId, List.of(), () -> rows.find(ticket)
                .ifPresent(now -> outbox.replaceCopies(messageId, call(now, messageId))));
    }

    /**
     * Removes a customer's words from what agents were told when the customer wrote on.
     *
     * @param messageId as it was told with
     */
    void withoutWords(Ticket ticket, long messageId) {
        told.write(messageId, List.of(),
                () -> outbox.replaceCopies(messageId, message(ticket, messageId, texts.takenBack(ticket))));
    }

    /** Something happened to a ticket, within the transaction that writes it down. */
    void changed(long ticket, Kind kind) {
        if (!NOT_SHOWN.contains(kind)) {
            messages.opening(ticket).ifPresent(opening -> tellAnew(ticket, opening));
        }
    }

    private void under(long opening, long messageId, OutboundMessage message) {
        places().forEach(address -> outbox.sendCopyUnder(address, opening, messageId, message));
    }

    private List<Address> places() {
        return channels.all().stream().map(Channel::agentAddress).flatMap(Optional::stream).distinct().toList();
    }

    private OutboundMessage call(Ticket ticket, long messageId) {
        List<Act> acts = ticket.isResolved()
                ? List.of()
                : ticket.assignee() == null
                        ? List.of(Act.TAKE, Act.HAND_BACK, Act.RESOLVE)
                        : List.of(Act.HAND_BACK, Act.RESOLVE, Act.TEACH);
        return message(ticket, messageId, texts.waiting(ticket))
                .with(new ForAgents.Buttons(acts, ticket.id(), ticket.revision(), texts.desk(ticket)));
    }

    private static OutboundMessage loud(Ticket ticket, long messageId, String text) {
        return message(ticket, messageId, text).with(new ForAgents.Loud());
    }

    private static OutboundMessage message(Ticket ticket, long messageId, String text) {
        return OutboundMessage.toAgents(ticket.conversationId(), messageId, text);
    }
}
