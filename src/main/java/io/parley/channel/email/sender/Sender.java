package io.parley.channel.email.sender;

import io.parley.channel.email.mailbox.Mailbox;
import io.parley.channel.email.message.Addresses;
import io.parley.channel.email.message.Domains;
import io.parley.channel.email.message.Incoming;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The person that a mail is from.
 *
 * @param person their address in lower case; may be empty
 * @param name what they call themselves, if it looks like a name
 * @param answerTo where they want the answer to go; may be empty
 * @param check what the mail server says about the address
 * @param byForm whether they wrote it into a form of our own site
 */
public record Sender(String person, @Nullable String name, String answerTo, SenderCheck check, boolean byForm) {
    private static final String WORD = "[\\p{L}\\p{M}'\u2019-]{0,30}\\.?";
    private static final String CAPITALS = "[\\p{Lu}\\p{Lo}]" + WORD;
    /** One or two words, or up to four with capitals and short particles ("van der"); a sentence or an address is none. */
    private static final Pattern PLAIN_NAME = Pattern.compile(
            "\\p{L}" + WORD + "( \\p{L}" + WORD + ")?|" + CAPITALS + "( (\\p{L}{1,3}|" + CAPITALS + ")){2,3}");

    /** Finds out who wrote a mail that came into a mailbox. */
    public static Sender of(Incoming mail, Mailbox mailbox) {
        return of(mail, mailbox, false);
    }

    /**
     * The same.
     *
     * @param filledIn whether the mail holds the fields of a form that the one in {@code Reply-To} filled in
     */
    public static Sender of(Incoming mail, Mailbox mailbox, boolean filledIn) {
        SenderCheck check = SenderCheck.of(mail, mailbox);
        List<String> replyTo = mail.addresses("Reply-To");
        if (filledIn || isOwnForm(mail, mailbox)) {
            String visitor = replyTo.getFirst();
            SenderCheck visitors = check == SenderCheck.PASSED ? SenderCheck.UNDECIDED : check;
            return new Sender(Addresses.key(visitor), mail.name("Reply-To").orElse(null), visitor, visitors, true);
        }
        Optional<String> author = mail.author();
        String answerTo = replyTo.size() == 1 ? replyTo.getFirst() : author.orElse("");
        return new Sender(author.map(Addresses::key).orElse(""), mail.name("From").orElse(null), answerTo, check,
                false);
    }

    /**
     * Whether a form of our own site passes on what a visitor wrote in it: it comes from our domain or from a form service that
     * is set, and the answer goes to one address elsewhere. A domain that many people share is nobody's site, but for the
     * mailbox's own address.
     */
    static boolean isOwnForm(Incoming mail, Mailbox mailbox) {
        List<String> replyTo = mail.addresses("Reply-To");
        return replyTo.size() == 1 && !isOurs(replyTo.getFirst(), mailbox)
                && mail.author().filter(author -> isOurs(author, mailbox) || mailbox.isFormSender(author)).isPresent()
                && !mailbox.isFormSender(replyTo.getFirst());
    }

    private static boolean isOurs(String address, Mailbox mailbox) {
        String domain = Domains.of(address);
        return mailbox.isOwn(address)
                || (domain.equals(Domains.of(mailbox.domain())) && !Domains.isShared(domain));
    }

    /** The name to greet them by: theirs beyond doubt, or typed into our own form and a plain name. */
    public Optional<String> knownName() {
        return Optional.ofNullable(name)
                .filter(known -> check == SenderCheck.PASSED || (byForm && PLAIN_NAME.matcher(known).matches()));
    }
}
