package io.parley.channel.email.mailbox;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * How Parley reads and writes mail. Without {@code address}, {@code imap-url} and {@code smtp-url}, and without further
 * mailboxes, the channel is off.
 *
 * @param address the mailbox's address, from which answers go out
 * @param name what stands before the address in answers; absent: {@code PARLEY_SHOP_NAME}, else only the address
 * @param imapUrl where its mail is read: {@code imaps://USER:PASSWORD@HOST/INBOX}
 * @param smtpUrl where its answers are submitted: {@code smtps://USER:PASSWORD@HOST}
 * @param aliases other addresses whose mail arrives there
 * @param authservId the names (authserv-id) under which the receiving server writes {@code Authentication-Results}; absent: Gmail's
 *     and Microsoft's are known, and elsewhere it is the server that reads the mailbox or says that it received the mail
 * @param formSenders the addresses from which form services forward what visitors wrote, or a domain with an {@code @} before it
 * @param after what happens to a mail that Parley took, once it is stored: {@code seen}, {@code flagged},
 *     {@code keyword:NAME}, {@code move:FOLDER} or {@code nothing}; mail that is not answered is left as it is
 * @param sentFolder where answers are kept; absent: the folder that the server calls so, or a usual name
 * @param saveSent whether answers are put into the folder of sent mail; absent: unless the server does so by itself (Gmail, Microsoft 365)
 * @param oauth OAuth 2 in place of passwords
 * @param mailboxes further mailboxes by name, each with address, name, URLs, aliases, folder and OAuth of its own
 * @param answerExisting whether mails are answered that were there before Parley; else only those that arrive later
 * @param largest how much of a mail is fetched, 64 KB to 50 MB; of a larger one its texts only
 * @param checkEvery how often a folder is looked at in any case, 1 s to 10 min
 * @param timeout how long a mail server may take to answer; when it is over, the connection counts as lost, 1 s to 5 min
 * @param connections connections to one SMTP server at once, 1 to 50
 * @param limits how many automatic answers are given
 * @param keep how long it is kept which mails came and went; threads are found by it
 */
@ConfigurationProperties("parley.email")
public record EmailSettings(@Nullable String address, @Nullable String name, @Nullable String imapUrl,
        @Nullable String smtpUrl, @DefaultValue List<String> aliases, @DefaultValue List<String> authservId,
        @DefaultValue List<String> formSenders,
        @DefaultValue("seen") String after,
        @Nullable String sentFolder, @Nullable Boolean saveSent, @Nullable OAuth oauth,
        @DefaultValue Map<String, MailboxSettings> mailboxes, @DefaultValue("false") boolean answerExisting,
        @DefaultValue("2MB") DataSize largest, @DefaultValue("60s") Duration checkEvery,
        @DefaultValue("30s") Duration timeout, @DefaultValue("4") int connections, @DefaultValue Limits limits,
        @DefaultValue("400d") Duration keep) {

    /** One of several mailboxes; see {@link EmailSettings}. */
    public record MailboxSettings(@Nullable String address, @Nullable String name, @Nullable String imapUrl,
            @Nullable String smtpUrl, @DefaultValue List<String> aliases, @DefaultValue List<String> authservId,
            @DefaultValue List<String> formSenders,
            @DefaultValue("seen") String after,
            @Nullable String sentFolder, @Nullable Boolean saveSent, @Nullable OAuth oauth) {}

    /**
     * OAuth 2: an access token is fetched with a refresh token (RFC 6749, section 6), or with the application's own
     * credentials (section 4.4) if there is none.
     *
     * @param tokenUrl where tokens are given out
     * @param clientId the application, as the service knows it
     * @param clientSecret its secret
     * @param refreshToken what a person's consent was exchanged for
     * @param scope what is asked for, if the service wants it said
     */
    public record OAuth(String tokenUrl, String clientId, @Nullable String clientSecret, @Nullable String refreshToken,
            @Nullable String scope) {
        public OAuth {
            require(tokenUrl != null && tokenUrl.matches("https://.+|http://(localhost|127\\.0\\.0\\.1)[:/].*"),
                    "oauth.token-url must be https://…");
            require(StringUtils.hasText(clientId), "oauth.client-id is missing");
            require(StringUtils.hasText(refreshToken) || StringUtils.hasText(clientSecret),
                    "oauth.refresh-token or oauth.client-secret is missing");
        }

        /** Shows no secret. */
        @Override
        public String toString() {
            return "OAuth[" + tokenUrl + "]";
        }
    }

    /**
     * Limits on automatic answers, so that two programs that write to each other stop. A mail over a limit is kept in
     * its conversation and shown, but not answered.
     *
     * @param threadPerHour automatic answers in one thread within an hour
     * @param threadPerDay automatic answers in one thread within a day
     * @param senderPerHour automatic answers to mails of one sender within an hour
     * @param senderPerDay automatic answers to mails of one sender within a day
     * @param receiverPerHour automatic answers to one address within an hour, whoever the senders are
     * @param receiverPerDay automatic answers to one address within a day
     * @param domainPerHour automatic answers to the addresses of one domain within an hour; domains of the large mail services have no limit
     * @param domainPerDay automatic answers to the addresses of one domain within a day
     * @param mailboxPerHour automatic answers from one mailbox within an hour, to senders that are not verified
     * @param mailboxPerDay automatic answers from one mailbox within a day, to senders that are not verified
     */
    public record Limits(@DefaultValue("5") int threadPerHour, @DefaultValue("20") int threadPerDay,
            @DefaultValue("10") int senderPerHour, @DefaultValue("30") int senderPerDay,
            @DefaultValue("10") int receiverPerHour, @DefaultValue("30") int receiverPerDay,
            @DefaultValue("60") int domainPerHour, @DefaultValue("300") int domainPerDay,
            @DefaultValue("300") int mailboxPerHour, @DefaultValue("2000") int mailboxPerDay) {
        public Limits {
            require(Stream.of(threadPerHour, threadPerDay, senderPerHour, senderPerDay, receiverPerHour,
                    receiverPerDay, domainPerHour, domainPerDay, mailboxPerHour, mailboxPerDay).allMatch(n -> n >= 1),
                    "limits must be 1 or more");
        }
    }

    public EmailSettings {
        require(largest.toKilobytes() >= 64 && largest.toMegabytes() <= 50, "largest must be 64KB to 50MB");
        require(isBetween(checkEvery, Duration.ofSeconds(1), Duration.ofMinutes(10)),
                "check-every must be 1s to 10m");
        require(isBetween(timeout, Duration.ofSeconds(1), Duration.ofMinutes(5)), "timeout must be 1s to 5m");
        require(connections >= 1 && connections <= 50, "connections must be 1 to 50");
        require(keep.toDays() >= 2, "keep must be 2d or more");
        mailboxes.keySet().forEach(
                key -> require(key.matches("[a-z0-9-]{1,20}"), "mailboxes: a name is made of a-z, 0-9 and -"));
    }

    /** All mailboxes that are configured, by name. */
    public Map<String, Mailbox> all() {
        return all("");
    }

    /**
     * The same.
     *
     * @param shop what a mailbox is called that has no name of its own; may be empty
     */
    public Map<String, Mailbox> all(String shop) {
        Map<String, Mailbox> all = new TreeMap<>();
        MailboxSettings first = new MailboxSettings(address, name, imapUrl, smtpUrl, aliases, authservId,
                formSenders, after,
                sentFolder,
                saveSent, oauth);
        if (Stream.of(address, imapUrl, smtpUrl).anyMatch(StringUtils::hasText)) {
            all.put("main", Mailbox.of("main", "parley.email", first).called(shop));
        }
        mailboxes.forEach((key, one) -> {
            require(!all.containsKey(key), "mailboxes." + key + " is the first mailbox's name");
            all.put(key, Mailbox.of(key, "parley.email.mailboxes." + key.toLowerCase(Locale.ROOT), one)
                    .called(shop));
        });
        return all;
    }

    private static boolean isBetween(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    private static void require(boolean fact, String sentence) {
        if (!fact) {
            throw new IllegalArgumentException("parley.email." + sentence);
        }
    }

    /** Shows no address of a server, no password and no token. */
    @Override
    public String toString() {
        return "EmailSettings[" + (address == null ? "off" : address) + ", " + mailboxes.keySet() + "]";
    }
}
