package io.parley.channel.email.mailbox;

import io.parley.channel.email.mailbox.EmailSettings.MailboxSettings;
import io.parley.channel.email.mailbox.EmailSettings.OAuth;
import io.parley.channel.email.message.Addresses;
import io.parley.channel.email.message.Domains;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * A mailbox whose mail Parley answers.
 *
 * @param name a short name of its own
 * @param address from which answers go out
 * @param displayName what stands before the address; may be empty
 * @param own all addresses whose mail arrives here, in lower case
 * @param authservIds the names of the servers whose sender checks are trusted, in lower case; empty: those that are
 *     known or that say that they received the mail
 * @param formSenders the addresses of form services, and domains with an {@code @} before them, in lower case
 * @param after what happens to a mail that was taken
 * @param saveSent whether answers are put into the sent folder; absent: unless the server does it
 */
public record Mailbox(String name, String address, String displayName, Set<String> own, Set<String> authservIds,
        Set<String> formSenders,
        ServerUrl imap, ServerUrl smtp,
        PostAction after, @Nullable String sentFolder, @Nullable Boolean saveSent, @Nullable OAuth oauth) {
    private static final List<String> SAVING_HOSTS = List.of("gmail.com", "googlemail.com", "office365.com",
            "outlook.com");

    /** Reads a mailbox from its settings. */
    public static Mailbox of(String name, String prefix, MailboxSettings settings) {
        String address = needed(prefix + ".address", settings.address());
        Assert.isTrue(Addresses.isAddress(address), () -> prefix + ".address is no mail address");
        Set<String> own = new HashSet<>(Set.of(Addresses.key(address)));
        settings.aliases().stream().map(Addresses::key).forEach(own::add);
        String displayName = settings.name() == null ? "" : settings.name().strip();
        return new Mailbox(name, address.strip(), displayName, Set.copyOf(own),
                settings.authservId().stream().map(Domains::of).collect(Collectors.toUnmodifiableSet()),
                formSenders(prefix + ".form-senders", settings.formSenders()),
                ServerUrl.parse(prefix + ".imap-url", needed(prefix + ".imap-url", settings.imapUrl()), "imap"),
                ServerUrl.parse(prefix + ".smtp-url", needed(prefix + ".smtp-url", settings.smtpUrl()), "smtp"),
                PostAction.parse(prefix + ".after", settings.after()), settings.sentFolder(), settings.saveSent(),
                settings.oauth());
    }

    private static Set<String> formSenders(String key, List<String> settings) {
        Set<String> senders = settings.stream().map(Addresses::key).collect(Collectors.toUnmodifiableSet());
        Assert.isTrue(senders.stream().allMatch(one -> Addresses.isAddress(one.startsWith("@") ? "form" + one : one)),
                () -> key + " holds mail addresses, or domains with an @ before them");
        Assert.isTrue(senders.stream().noneMatch(one -> one.startsWith("@") && Domains.isShared(Domains.of(one))),
                () -> key + " holds a domain that many people share; name the form's address");
        return senders;
    }

    /** The same, called like the shop if it has no name of its own. */
    Mailbox called(String shop) {
        return displayName.isEmpty()
                ? new Mailbox(name, address, shop.strip(), own, authservIds, formSenders, imap, smtp, after,
                        sentFolder, saveSent, oauth)
                : this;
    }

    private static String needed(String key, @Nullable String value) {
        if (!StringUtils.hasText(value)) {
            throw new IllegalArgumentException(
                    key + " is missing; a mailbox has an address, an imap-url and a smtp-url");
        }
        return value;
    }

    /** Whether mail to that address arrives here; what follows a {@code +} before the {@code @} makes no difference. */
    public boolean isOwn(String anyAddress) {
        return own.contains(Addresses.key(anyAddress)) || own.contains(Addresses.withoutTag(anyAddress));
    }

    /** Whether a form service forwards from that address what visitors wrote. */
    public boolean isFormSender(String anyAddress) {
        return formSenders.contains(Addresses.key(anyAddress)) || formSenders.contains("@" + Domains.of(anyAddress));
    }

    /** The address's part behind the {@code @}. */
    public String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /** Whether the server keeps a copy of what is submitted over SMTP by itself. */
    public boolean serverSavesSent() {
        return SAVING_HOSTS.stream().anyMatch(smtp.host()::endsWith);
    }

    /** Whether Parley puts answers into the sent folder. */
    public boolean savesSent() {
        return Optional.ofNullable(saveSent).orElseGet(() -> !serverSavesSent());
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return "Mailbox[" + name + " " + address + " " + imap + " " + smtp + "]";
    }
}
