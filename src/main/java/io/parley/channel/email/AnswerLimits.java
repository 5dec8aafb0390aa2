package io.parley.channel.email;

import io.parley.channel.email.EmailSettings.Limits;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tells whether a mail may be answered automatically, by how many such answers there were in the last hour and day. */
final class AnswerLimits {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Limits limits;

    AnswerLimits(JdbcClient jdbc, Limits limits) {
        this.jdbc = jdbc;
        this.limits = limits;
    }

    /**
     * The address by which answers to a person are counted. What follows a {@code +} is left out.
     */
    static String receiver(String address) {
        return Addresses.withoutTag(address);
    }

    /** The domain by which answers are counted; empty for those that many people share. */
    static String domain(String address) {
        String domain = Domains.of(address);
        return Domains.isShared(domain) ? "" : Domains.registered(domain);
    }

    /** Why a mail is not answered automatically; empty if it may be. */
    Optional<String> reached(Mailbox mailbox, String thread, String sender, String receiver, Instant now) {
        String domain = domain(receiver);
        return Stream.of(
                full("thread", thread, limits.threadPerHour(), limits.threadPerDay(), now,
                        "too many mails in this thread"),
                full("sender", Addresses.withoutTag(sender), limits.senderPerHour(), limits.senderPerDay(), now,
                        "too many mails of this sender"),
                full("receiver", receiver(receiver), limits.receiverPerHour(), limits.receiverPerDay(), now,
                        "too many automatic answers to this address"),
                domain.isEmpty()
                        ? Optional.<String>empty()
                        : full("receiver_domain", domain, limits.domainPerHour(), limits.domainPerDay(), now,
                                "too many automatic answers to this domain"),
                full("mailbox", mailbox.name(), limits.mailboxPerHour(), limits.mailboxPerDay(), now,
                        "too many automatic answers from this mailbox"))
                .flatMap(Optional::stream).findFirst();
    }

    private Optional<String> full(String column, String value, int perHour, int perDay, Instant now, String reason) {
        return isReached(column, value, perHour, now.minus(HOUR)) || isReached(column, value, perDay, now.minus(DAY))
                ? Optional.of(reason)
                : Optional.empty();
    }

    private boolean isReached(String column, String value, int most, Instant since) {
        return jdbc.sql("""
                select count(*) from (select 1 from mail_in
                    where %s = ? and received_at > ? and decision = 'question' limit ?) answered""".formatted(column))
                .param(value).param(Timestamp.from(since)).param(most).query(Integer.class).single() >= most;
    }
}
