package io.parley.channel.email;

import io.parley.channel.Address;
import io.parley.channel.Capacity;
import io.parley.channel.ChannelHealth;
import io.parley.channel.Delivery;
import io.parley.channel.Receipt;
import io.parley.channel.Resolution;
import io.parley.channel.TranslatingChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Mail as a channel. */
final class EmailChannel extends TranslatingChannel {
    private final Map<String, Mailbox> mailboxes;
    private final Postman postman;
    private final SmtpLines lines;
    private final MailVitals vitals;
    private final Examination examination;

    EmailChannel(Map<String, Mailbox> mailboxes, MailReader reader, Postman postman, SmtpLines lines, MailVitals vitals,
            Examination examination) {
        // One mail, however long; where it goes decides on its headers and links, so it is composed when it goes out.
        super(MailAddress.EMAIL, reader::read, message -> List.of(Letter.of(message).payload()));
        this.mailboxes = mailboxes;
        this.postman = postman;
        this.lines = lines;
        this.vitals = vitals;
        this.examination = examination;
    }

    @Override
    public Capacity capacity() {
        return lines.capacity();
    }

    @Override
    public Duration leave(Address address) {
        return lines.leave(MailAddress.of(address).mailbox());
    }

    @Override
    public Optional<String> shown(Address address) {
        return Optional.of(MailAddress.of(address).recipient());
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
