package io.parley.handoff;

import io.parley.channel.Channel;
import io.parley.channel.Channels;
import io.parley.channel.OutboundMessage;
import io.parley.channel.Source;
import io.parley.channel.YamlTexts;
import io.parley.outbox.Outbox;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Tells those who help customers that somebody waits for them, on each channel that has a place for that. */
@Component
class AgentCall {
    private final Channels channels;
    private final Outbox outbox;
    private final YamlTexts texts = new YamlTexts("tickets.yaml");

    AgentCall(Channels channels, Outbox outbox) {
        this.channels = channels;
        this.outbox = outbox;
    }

    /**
     * Within the transaction that opens the ticket.
     *
     * @param turnId what the customer said that led to it
     */
    void agents(Ticket ticket, long turnId) {
        OutboundMessage message = message(ticket, turnId);
        channels.all().stream().map(Channel::agents)
                .forEach(place -> place.ifPresent(address -> outbox.sendCopy(address, turnId, message)));
    }

    /**
     * Changes what agents were told to what is known now.
     *
     * @param turnId as it was told with
     */
    void tellAnew(Ticket ticket, long turnId) {
        outbox.replaceCopies(turnId, message(ticket, turnId));
    }

    private OutboundMessage message(Ticket ticket, long turnId) {
        return new OutboundMessage(Long.toString(ticket.conversationId()), Long.toString(turnId), null, Source.NOTICE,
                null, null, text(ticket), List.of(), List.of(), false, false, false);
    }

    private String text(Ticket ticket) {
        String customer = Objects.requireNonNullElse(ticket.customer(), texts.text("somebody"));
        return texts.text("waiting").replace("{ticket}", Long.toString(ticket.id())).replace("{customer}", customer)
                .replace("{channel}", ticket.channel()).replace("{reason}", texts.text("reasons", ticket.reason()))
                .replace("{question}", Objects.requireNonNullElse(ticket.question(), "…"));
    }
}
