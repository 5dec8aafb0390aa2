package io.parley.channel.email;

import io.parley.channel.Address;
import io.parley.channel.Capacity;
import io.parley.channel.ChannelHealth;
import io.parley.channel.Delivery;
import io.parley.channel.DeliveryStatus;
import io.parley.channel.Receipt;
import io.parley.channel.TranslatingChannel;
import io.parley.channel.email.mailbox.MailHealth;
import io.parley.channel.email.mailbox.Mailbox;
import io.parley.channel.email.message.Domains;
import io.parley.channel.email.sending.SmtpLines;
import io.parley.channel.email.sending.SmtpSender;
import io.parley.channel.email.thread.MailAddress;
import io.parley.channel.email.thread.MailDraft;
import io.parley.channel.email.thread.MailSilences;
import io.parley.channel.email.thread.MailSubjects;
import io.parley.channel.email.thread.MailThreads;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Mail as a channel. */
final class EmailChannel extends TranslatingChannel {
    private final Map<String, Mailbox> mailboxes;
    private final MailSubjects subjects;
    private final MailSilences silences;
    private final SmtpSender smtpSender;
    private final SmtpLines lines;
    private final MailHealth health;
    private final ConnectionCheck examination;

    EmailChannel(Map<String, Mailbox> mailboxes, MailReader reader, MailSubjects subjects, MailSilences silences,
            SmtpSender smtpSender, SmtpLines lines, MailHealth health, ConnectionCheck examination) {
        // One mail, however long; where it goes decides on its headers and links, so it is composed when it goes out.
        super(MailAddress.EMAIL, reader::read, message -> List.of(MailDraft.of(message).payload()));
        this.mailboxes = mailboxes;
        this.subjects = subjects;
        this.silences = silences;
        this.smtpSender = smtpSender;
        this.lines = lines;
        this.health = health;
        this.examination = examination;
    }

    @Override
    public Capacity capacity() {
        return lines.capacity();
    }

    @Override
    public Duration tryAcquire(Address address) {
        return lines.leave(MailAddress.of(address).mailbox());
    }

    @Override
    public Optional<String> shown(Address address) {
        return Optional.of(MailAddress.of(address).recipient());
    }

    /** An address whose words were erased names a voter, too. */
    @Override
    public Optional<String> voter(Address address) {
        String value = address.value();
        return Optional.of(Domains.voter(value.substring(value.lastIndexOf('|') + 1)));
    }

    /** From the mailbox that comes first by its name. */
    @Override
    public Optional<Address> mailAddress(String email, String about) {
        return mailboxes.keySet().stream().min(Comparator.naturalOrder())
                .map(mailbox -> new MailAddress(mailbox, MailThreads.nameFor(mailbox, about), email).address());
    }

    @Override
    public Map<Address, String> subjects(Collection<Address> addresses) {
        Map<Address, String> threads = addresses.stream().distinct()
                .collect(Collectors.toMap(Function.identity(), address -> MailAddress.of(address).thread()));
        Map<String, String> found = subjects.of(threads.values());
        threads.values().retainAll(found.keySet());
        threads.replaceAll((address, thread) -> found.getOrDefault(thread, ""));
        return threads;
    }

    @Override
    public Map<Address, Absence> absent(Collection<Address> addresses) {
        Set<String> silent = silences.among(addresses.stream().map(MailAddress::of).toList());
        Map<Address, Absence> absent = new HashMap<>();
        for (Address address : addresses) {
            MailAddress mail = MailAddress.of(address);
            if (silent.contains(mail.thread())) {
                absent.put(address, Absence.UNSUBSCRIBED);
            } else if (!mailboxes.containsKey(mail.mailbox())) {
                absent.put(address, Absence.OFF);
            }
        }
        return absent;
    }

    @Override
    public Receipt deliver(Delivery delivery) {
        return smtpSender.deliver(delivery);
    }

    @Override
    public DeliveryStatus reconcile(Delivery delivery) {
        return smtpSender.resolve(delivery);
    }

    /** What was mailed stays in the customer's mailbox. */
    @Override
    public boolean changesSent() {
        return false;
    }

    @Override
    public ChannelHealth health() {
        return mailboxes.isEmpty()
                ? new ChannelHealth(ChannelHealth.State.OFF, "PARLEY_EMAIL_ADDRESS is not set")
                : health.health(mailboxes.size());
    }

    @Override
    public ChannelHealth check() {
        return mailboxes.isEmpty() ? health() : examination.of(mailboxes.values());
    }
}
