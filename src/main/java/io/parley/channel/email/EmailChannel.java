package io.parley.channel.email;

import io.parley.channel.Channel;
import io.parley.channel.ChannelHealth;
import io.parley.channel.ChannelName;
import io.parley.channel.Delivery;
import io.parley.channel.InboundEvent;
import io.parley.channel.OutboundMessage;
import io.parley.channel.RawEvent;
import io.parley.channel.Receipt;
import io.parley.channel.Resolution;
import java.util.List;
import java.util.Map;

/** Mail as a channel. */
final class EmailChannel implements Channel {
    private final Map<String, Mailbox> mailboxes;
    private final MailReader reader;
    private final Postman postman;
    private final MailVitals vitals;
    private final Examination examination;

    EmailChannel(Map<String, Mailbox> mailboxes, MailReader reader, Postman postman, MailVitals vitals,
            Examination examination) {
        this.mailboxes = mailboxes;
        this.reader = reader;
        this.postman = postman;
        this.vitals = vitals;
        this.examination = examination;
    }

    @Override
    public ChannelName name() {
        return MailAddress.EMAIL;
    }

    @Override
    public InboundEvent read(RawEvent raw) {
        return reader.read(raw);
    }

    /** One mail, however long; where it goes decides on its headers and links, so that it is composed when it goes out. */
    @Override
    public List<String> render(OutboundMessage message) {
        return List.of(Letter.of(message).payload());
    }

    @Override
    public Receipt deliver(Delivery delivery) {
        return postman.deliver(delivery);
    }

    @Override
    public Resolution resolve(Delivery delivery) {
        return postman.resolve(delivery);
    }

    @Override
    public ChannelHealth health() {
        return mailboxes.isEmpty()
                ? new ChannelHealth(ChannelHealth.State.OFF, "PARLEY_EMAIL_ADDRESS is not set")
                : vitals.health(mailboxes.size());
    }

    @Override
    public ChannelHealth examine() {
        return mailboxes.isEmpty() ? health() : examination.of(mailboxes.values());
    }
}
