package io.parley.channel.email.thread;

import io.parley.channel.email.mailbox.EmailSettings.Limits;
import io.parley.channel.email.mailbox.Mailbox;
import io.parley.channel.email.message.Addresses;
import io.parley.channel.email.message.Domains;
import io.parley.channel.email.sender.AutomaticMail;
import io.parley.channel.email.sender.Sender;
import io.parley.channel.email.sender.SenderCheck;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells whether a mail may be answered automatically, by the number of automatic answers that were sent, or may still
 * be, in the last hour and day. Agents' answers and mails without an answer do not count.
 */
public final class AnswerLimits {
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

    /** Limits that count in the database. */
    public AnswerLimits(JdbcClient jdbc, Limits limits) {
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
    public record Reached(String reason, @Nullable AutomaticMail instead) {}

    /** Why a mail is not answered automatically; empty if it may be. */
    public Optional<Reached> reached(Mailbox mailbox, String thread, Sender sender, String receiver, Instant now) {
        List<Limit> common = common(mailbox, sender, receiver);
        List<Limit> full = full(Stream.concat(ofPerson(thread, sender, receiver).stream(), common.stream()).toList(),
                now);
        boolean home = Addresses.key(receiver).equals(sender.person());
        return full.stream().findFirst().map(first -> new Reached(first.reason, full.stream().anyMatch(common::contains)
                ? null
                : instead(receiver, home, now.minus(first.within))));
    }

    /** The automatic mail that may go out to a person who wants no automatic answers; null: none. */
    @Nullable
    public AutomaticMail despiteSilence(Mailbox mailbox, Sender sender, String receiver, Instant now) {
        return full(common(mailbox, sender, receiver), now).isEmpty() ? instead(receiver, false, now.minus(DAY)) : null;
    }

    private @Nullable AutomaticMail instead(String receiver, boolean limitToo, Instant since) {
        if (limitToo && !isReached(receiver, AutomaticMail.LIMIT, 1, since)) {
            return AutomaticMail.LIMIT;
        }
        return isReached(receiver, AutomaticMail.PERSON, MOST_WORDS, since) ? null : AutomaticMail.PERSON;
    }

    private boolean isReached(String receiver, AutomaticMail mail, int most, Instant since) {
        return jdbc.sql("select count(*) from (%s) answered".formatted(counting("receiver"))).param(receiver(receiver))
                .param(Timestamp.from(since)).param(mail.word()).param(most).query(Integer.class).single() >= most;
    }

    /**
     * A limit on automatic answers.
     *
     * @param counted the column by which answers are counted, a constant
     */
    private record Limit(String counted, String value, int most, Duration within, String reason) {}

    private List<Limit> ofPerson(String thread, Sender sender, String receiver) {
        String person = Addresses.withoutTag(sender.person());
        return Stream.of(
                limits("thread", thread, limits.threadPerHour(), limits.threadPerDay(),
                        "too many mails in this thread"),
                limits("sender", person, limits.senderPerHour(), limits.senderPerDay(),
                        "too many mails of this sender"),
                limits("receiver", receiver(receiver), limits.receiverPerHour(), limits.receiverPerDay(),
                        "too many automatic answers to this address"))
                .flatMap(List::stream).toList();
    }

    private List<Limit> common(Mailbox mailbox, Sender sender, String receiver) {
        List<Limit> all = new ArrayList<>();
        String domain = domain(receiver);
        if (!domain.isEmpty()) {
            all.addAll(limits("receiver_domain", domain, limits.domainPerHour(), limits.domainPerDay(),
                    "too many automatic answers to this domain"));
        }
        if (sender.check() != SenderCheck.PASSED) {
            all.addAll(limits(UNVERIFIED_OF_MAILBOX, mailbox.name(), limits.mailboxPerHour(), limits.mailboxPerDay(),
                    "too many automatic answers from this mailbox"));
        }
        return all;
    }

    private static List<Limit> limits(String counted, String value, int perHour, int perDay, String reason) {
        return List.of(new Limit(counted, value, perDay, DAY, reason),
                new Limit(counted, value, perHour, HOUR, reason));
    }

    /** Those that are reached, in their order, found with one statement. */
    private List<Limit> full(List<Limit> all, Instant now) {
        if (all.isEmpty()) {
            return List.of();
        }
        String statement = IntStream.range(0, all.size())
                .mapToObj(i -> "select %d from (%s) answered having count(*) >= ?".formatted(i,
                        counting(all.get(i).counted)))
                .collect(Collectors.joining(" union all "));
        JdbcClient.StatementSpec counts = jdbc.sql(statement);
        for (Limit limit : all) {
            counts = counts.param(limit.value).param(Timestamp.from(now.minus(limit.within)))
                    .param(AutomaticMail.ANSWER.word()).param(limit.most).param(limit.most);
        }
        return counts.query(Integer.class).list().stream().sorted().map(all::get).toList();
    }

    private static String counting(String counted) {
        return "select 1 from mail_in where %s = ? and received_at > ? and automatic = ? limit ?".formatted(counted);
    }
}
