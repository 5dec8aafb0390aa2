package io.parley.channel.email.sender;

import io.parley.channel.email.mailbox.Mailbox;
import io.parley.channel.email.message.Domains;
import io.parley.channel.email.message.Incoming;
import io.parley.channel.email.sender.AuthenticationResults.Result;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The verdict of the receiving mail server on the sender of a mail. */
public enum SenderCheck {
    /** The sender's domain stands for the mail (RFC 7489, section 3.1). */
    PASSED,
    /** The sender's domain says that the mail is not from there. */
    FAILED,
    /** The server looked, and could tell neither. */
    UNDECIDED,
    /** No server that is trusted says anything. */
    UNCHECKED;

    /** The second word is Microsoft's, for domains without a policy of their own. */
    private static final Set<String> GOOD = Set.of("pass", "bestguesspass");

    /** Whether a mail may go on with a conversation that its sender has. */
    public boolean mayJoin() {
        return this == PASSED || this == UNCHECKED;
    }

    /** Reads what the server of a mailbox wrote into a mail. */
    static SenderCheck of(Incoming mail, Mailbox mailbox) {
        List<AuthenticationResults> own = TrustedResults.in(mail, mailbox);
        if (own.isEmpty()) {
            return UNCHECKED;
        }
        if (own.stream().flatMap(results -> results.results("dmarc")).anyMatch(r -> r.value().equals("fail"))) {
            return FAILED;
        }
        List<String> authors = mail.addresses("From");
        return authors.size() == 1 ? about(Domains.of(authors.getFirst()), own) : UNDECIDED;
    }

    /** A server writes what it found by DMARC last, on top; further down it counts only against the sender. */
    private static SenderCheck about(String author, List<AuthenticationResults> own) {
        boolean dmarc = own.getFirst().results("dmarc").filter(r -> GOOD.contains(r.value()))
                .anyMatch(r -> Domains.areAligned(author, r.domain("header.from").orElse(author)));
        boolean signed = first(own, "dkim").stream().filter(r -> r.value().equals("pass"))
                .anyMatch(r -> isOf(author, r.domain("header.d").or(() -> r.domain("header.i"))));
        List<Result> spf = first(own, "spf").stream()
                .filter(r -> isOf(author, r.domain("smtp.mailfrom").or(() -> r.domain("smtp.mail")))).toList();
        if (dmarc || signed || spf.stream().anyMatch(r -> r.value().equals("pass"))) {
            return PASSED;
        }
        return spf.stream().anyMatch(r -> r.value().equals("fail")) ? FAILED : UNDECIDED;
    }

    private static boolean isOf(String author, Optional<String> domain) {
        return domain.filter(d -> Domains.areAligned(author, d)).isPresent();
    }

    /** The results of a method in the first header that has some. */
    private static List<Result> first(List<AuthenticationResults> own, String method) {
        return own.stream().map(results -> results.results(method).toList()).filter(found -> !found.isEmpty())
                .findFirst().orElse(List.of());
    }
}
