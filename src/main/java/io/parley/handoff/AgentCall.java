package io.parley.handoff;

import io.parley.channel.Channel;
import io.parley.channel.Channels;
import io.parley.channel.OutboundMessage;
import io.parley.channel.Source;
import io.parley.outbox.Outbox;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Tells those who help customers that somebody waits for them, on each channel that has a place for that. */
@Component
class AgentCall {
    private static final String TEXTS = "channels/tickets.yaml";

    private final Channels channels;
    private final Outbox outbox;
    private final Properties texts;

    AgentCall(Channels channels, Outbox outbox) {
        this.channels = channels;
        this.outbox = outbox;
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource(TEXTS));
        this.texts = Objects.requireNonNull(yaml.getObject());
    }

    /**
     * Within the transaction that opens the ticket.
     *
     * @param turnId what the customer said that led to it
     */
    void agents(Ticket ticket, long turnId) {
        OutboundMessage message = new OutboundMessage(Long.toString(ticket.conversationId()), Long.toString(turnId),
                null, Source.NOTICE, null, null, text(ticket), List.of(), List.of(), false, false, false);
        channels.all().stream().map(Channel::agents)
                .forEach(place -> place.ifPresent(address -> outbox.sendCopy(address, turnId, message)));
    }

    private String text(Ticket ticket) {
        String customer = Objects.requireNonNullElse(ticket.customer(), text("somebody"));
        return text("waiting").replace("{ticket}", Long.toString(ticket.id())).replace("{customer}", customer)
                .replace("{channel}", ticket.channel()).replace("{reason}", text("reasons." + ticket.reason()))
                .replace("{question}", Objects.requireNonNullElse(ticket.question(), "…"));
    }

    private String text(String key) {
        return Objects.requireNonNull(texts.getProperty(key), () -> TEXTS + " lacks the text '" + key + "'");
    }
}
