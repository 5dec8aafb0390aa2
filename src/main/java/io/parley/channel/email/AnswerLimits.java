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

    /** Answers to senders that are verified are no use to strangers, and strangers' do not use up theirs. */
    private static final String UNVERIFIED_OF_MAILBOX = "sender_check is distinct from 'passed' and mailbox";

    private final JdbcClient jdbc;
    private final Limits limits;

    AnswerLimits(JdbcClient jdbc, Limits limits) {
        this.jdbc = jdbc;
        this.limits = limits;
    }

    /** The address by which answers are counted; what follows a {@code +} before the {@code @} is left out. */
    static String receiver(String address) {
        return Addresses.withoutTag(address);
    }

    /** The domain by which answers are counted; empty for those that many people share. */
    static String domain(String address) {
        String domain = Domains.of(address);
        return Domains.isShared(domain) ? "" : Domains.registered(domain);
    }

    /** Why a mail is not answered automatically; empty if it may be. */
    Optional<String> reached(Mailbox mailbox, String thread, Sender sender, String receiver, Instant now) {
        String domain = domain(receiver);
        String person = Addresses.withoutTag(sender.person());
        Stream<Optional<String>> reached = Stream.of(
                full("thread", thread, limits.threadPerHour(), limits.threadPerDay(), now,
                        "too many mails in this thread"),
                full("sender", person, limits.senderPerHour(), limits.senderPerDay(), now,
                        "too many mails of this sender"),
                full("receiver", receiver(receiver), limits.receiverPerHour(), limits.receiverPerDay(), now,
                        "too many automatic answers to this address"),
                domain.isEmpty()
                        ? Optional.empty()
                        : full("receiver_domain", domain, limits.domainPerHour(), limits.domainPerDay(), now,
                                "too many automatic answers to this domain"),
                sender.check() == SenderCheck.PASSED
                        ? Optional.empty()
                        : full(UNVERIFIED_OF_MAILBOX, mailbox.name(), limits.mailboxPerHour(), limits.mailboxPerDay(),
                                now, "too many automatic answers from this mailbox"));
        return reached.flatMap(Optional::stream).findFirst();
    }

    private Optional<String> full(String counted, String value, int perHour, int perDay, Instant now, String reason) {
        return isReached(counted, value, perHour, now.minus(HOUR)) || isReached(counted, value, perDay, now.minus(DAY))
                ? Optional.of(reason)
                : Optional.empty();
    }

    private boolean isReached(String counted, String value, int most, Instant since) {
        return jdbc.sql("""
                select count(*) from (select 1 from mail_in
                    where %s = ? and received_at > ? and decision = 'question' limit ?) answered""".formatted(counted))
                .param(value).param(Timestamp.from(since)).param(most).query(Integer.class).single() >= most;
    }
}
