package io.parley.channel.email.thread;

import io.parley.channel.Address;
import io.parley.channel.ChannelName;
import io.parley.channel.ThreadKey;

/**
 * Where a mail goes, written {@code mailbox|thread|recipient}.
 *
 * @param mailbox the name of the mailbox that sends
 */
public record MailAddress(String mailbox, String thread, String recipient) {
    /** The channel's name. */
    public static final ChannelName EMAIL = new ChannelName("email");

    /** Reads one that the port carried. */
    public static MailAddress of(Address address) {
        String[] fields = address.value().split("\\|", 3);
        if (fields.length != 3) {
            throw new IllegalArgumentException("No mail address: " + address.value());
        }
        return new MailAddress(fields[0], fields[1], fields[2]);
    }

    /** The address as the port knows it. */
    public Address address() {
        return new Address(EMAIL, mailbox + "|" + thread + "|" + recipient);
    }

    /** The key of a thread of mails. */
    public static ThreadKey thread(String thread) {
        return new ThreadKey(EMAIL, thread);
    }
}
