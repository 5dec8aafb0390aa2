package io.parley.channel.email;

import io.parley.channel.email.EmailSettings.Limits;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells whether a mail may be answered automatically, by the number of automatic answers that were sent, or may still
 * be, in the last hour and day. Agents' answers and mails without an answer do not count.
 */
final class AnswerLimits {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    /**
     * The number of mails without an answer, saying only that a person will come, that one address gets within a
     * limit's time.
     */
    private static final int MOST_WORDS = 2;

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

    /**
     * A limit that is reached.
     *
     * @param reason in a few words
     * @param instead the automatic mail that may go out all the same; null: none
     */
    record Reached(String reason, @Nullable AutomaticMail instead) {}

    /** Why a mail is not answered automatically; empty if it may be. */
    Optional<Reached> reached(Mailbox mailbox, String thread, Sender sender, String receiver, Instant now) {
        Optional<Full> own = ofPerson(thread, sender, receiver, now);
        Optional<Full> common = common(mailbox, sender, receiver, now);
        boolean home = Addresses.key(receiver).equals(sender.person());
        return own.or(() -> common).map(full -> new Reached(full.reason,
                common.isPresent() ? null : instead(receiver, home, now.minus(full.within))));
    }

    /** The automatic mail that may go out to a person who wants no automatic answers; null: none. */
    @Nullable
    AutomaticMail despiteSilence(Mailbox mailbox, Sender sender, String receiver, Instant now) {
        return common(mailbox, sender, receiver, now).isPresent() ? null : instead(receiver, false, now.minus(DAY));
    }

    /** A limit that is reached within a time. */
    private record Full(String reason, Duration within) {}

    private @Nullable AutomaticMail instead(String receiver, boolean limitToo, Instant since) {
        if (limitToo && !isReached("receiver", receiver(receiver), AutomaticMail.LIMIT, 1, since)) {
            return AutomaticMail.LIMIT;
        }
        boolean enough = isReached("receiver", receiver(receiver), AutomaticMail.PERSON, MOST_WORDS, since);
        return enough ? null : AutomaticMail.PERSON;
    }

    private Optional<Full> ofPerson(String thread, Sender sender, String receiver, Instant now) {
        String person = Addresses.withoutTag(sender.person());
        return full("thread", thread, limits.threadPerHour(), limits.threadPerDay(), now,
                "too many mails in this thread")
                .or(() -> full("sender", person, limits.senderPerHour(), limits.senderPerDay(), now,
                        "too many mails of this sender"))
                .or(() -> full("receiver", receiver(receiver), limits.receiverPerHour(), limits.receiverPerDay(), now,
                        "too many automatic answers to this address"));
    }

    private Optional<Full> common(Mailbox mailbox, Sender sender, String receiver, Instant now) {
        String domain = domain(receiver);
        Stream<Optional<Full>> reached = Stream.of(
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

    private Optional<Full> full(String counted, String value, int perHour, int perDay, Instant now, String reason) {
        if (isReached(counted, value, AutomaticMail.ANSWER, perDay, now.minus(DAY))) {
            return Optional.of(new Full(reason, DAY));
        }
        return isReached(counted, value, AutomaticMail.ANSWER, perHour, now.minus(HOUR))
                ? Optional.of(new Full(reason, HOUR))
                : Optional.empty();
    }

    private boolean isReached(String counted, String value, AutomaticMail mail, int most, Instant since) {
        return jdbc.sql("""
                select count(*) from (select 1 from mail_in
                    where %s = ? and received_at > ? and automatic = ? limit ?) answered""".formatted(counted))
                .param(value).param(Timestamp.from(since)).param(mail.word()).param(most).query(Integer.class)
                .single() >= most;
    }
}
