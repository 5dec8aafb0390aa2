package io.parley.channel.email.sender;

import io.parley.channel.email.mailbox.Mailbox;
import io.parley.channel.email.message.Domains;
import io.parley.channel.email.message.Incoming;
import jakarta.mail.Header;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the {@code Authentication-Results} that the mailbox's own server wrote. A sender may have forged others, which
 * stand below; a server removes those that bear its own name (RFC 8601, section 5).
 */
final class TrustedResults {
    private static final String HEADER = "Authentication-Results";
    private static final String RECEIVED = "Received";
    private static final String GMAIL = "mx.google.com";
    /** Microsoft's servers write no name. */
    private static final String MICROSOFT = "";
    private static final Pattern BY = Pattern.compile("(?i)\\bby\\s+([a-z0-9.-]{1,255})");
    /** A server that passes a mail to itself; what brought it there stands in the next line. */
    private static final Pattern LOCAL_DELIVERY = Pattern.compile("(?i)\\bwith LMTP");

    private TrustedResults() {}

    /** The topmost one of a trusted server, and those of the same server that follow before the mail's further way. */
    static List<AuthenticationResults> in(Incoming mail, Mailbox mailbox) {
        List<Header> headers = mail.inOrder(HEADER, RECEIVED);
        Set<String> servers = servers(headers, mailbox);
        List<AuthenticationResults> own = new ArrayList<>();
        for (Header header : headers) {
            boolean ends = isReceived(header) || (!own.isEmpty() && writesOne(own.getFirst().server()));
            if (ends && !own.isEmpty()) {
                break;
            }
            if (!isReceived(header)) {
                AuthenticationResults found = AuthenticationResults.of(Incoming.unfolded(header.getValue()));
                if (!own.isEmpty() && !found.server().equals(own.getFirst().server())) {
                    break;
                }
                if (servers.contains(found.server())) {
                    own.add(found);
                }
            }
        }
        return own;
    }

    private static boolean writesOne(String server) {
        return server.equals(GMAIL) || server.equals(MICROSOFT);
    }

    private static boolean isReceived(Header header) {
        return header.getName().equalsIgnoreCase(RECEIVED);
    }

    private static Set<String> servers(List<Header> headers, Mailbox mailbox) {
        if (!mailbox.authservIds().isEmpty()) {
            return mailbox.authservIds();
        }
        String host = Domains.of(mailbox.imap().host());
        if (isAt(host, "gmail.com", "googlemail.com")) {
            return Set.of(GMAIL);
        }
        return isAt(host, "office365.com", "outlook.com") ? Set.of(MICROSOFT) : ownNames(headers, host);
    }

    private static boolean isAt(String host, String... domains) {
        return List.of(domains).stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    }

    /** The names under which a server that is nobody's we know wrote that it received the mail: OpenDKIM's and OpenDMARC's. */
    private static Set<String> ownNames(List<Header> headers, String host) {
        Set<String> names = new HashSet<>(Set.of(host));
        for (Header header : headers.stream().filter(TrustedResults::isReceived).toList()) {
            String way = Incoming.unfolded(header.getValue());
            Matcher by = BY.matcher(way);
            if (by.find()) {
                names.add(Domains.of(by.group(1)));
            }
            if (!LOCAL_DELIVERY.matcher(way).find()) {
                break;
            }
        }
        return names;
    }
}
