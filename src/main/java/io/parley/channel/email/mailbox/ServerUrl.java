package io.parley.channel.email.mailbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.Assert;

/**
 * A mail server and the account on it, written {@code imaps://user:password@host:993/INBOX} or
 * {@code smtp://user:password@host:587?starttls=required}. Signs that have a meaning in it are percent-encoded; an {@code @}
 * in the user's name need not be.
 *
 * @param protocol {@code imap}, {@code imaps}, {@code smtp} or {@code smtps}
 * @param startTls whether the connection begins in the clear and must change to TLS before anything else
 * @param folder the folder, {@code INBOX} if the address names none
 */
public record ServerUrl(String protocol, String host, int port, String user, String password, boolean startTls,
        String folder) {
    private static final Pattern WRITTEN = Pattern
            .compile(
                    "(imaps?|smtps?)://(?:(.*)@)?(\\[[^\\]]+\\]|[^/?:@\\[]+)(?::(\\d{1,5}))?(?:/([^?]*))?(?:\\?(.*))?");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Reads one.
     *
     * @param name the setting's name, for the sentence that says what is wrong
     */
    public static ServerUrl parse(String name, String written, String scheme) {
        Matcher matcher = WRITTEN.matcher(written.strip());
        Assert.isTrue(matcher.matches() && matcher.group(1).startsWith(scheme),
                () -> name + " must look like " + scheme + "s://user:password@host:port");
        String protocol = matcher.group(1);
        String[] account = (matcher.group(2) == null ? "" : matcher.group(2)).split(":", 2);
        String query = matcher.group(6) == null ? "" : matcher.group(6);
        boolean startTls = query.toLowerCase(Locale.ROOT).contains("starttls=required");
        String host = matcher.group(3);
        Assert.isTrue(protocol.endsWith("s") || startTls || LOOPBACK.contains(host.toLowerCase(Locale.ROOT)),
                () -> name + " must be " + scheme + "s://… or end with ?starttls=required; without TLS it is taken for"
                        + " this machine's own address only");
        String folder = matcher.group(5) == null ? "" : decoded(matcher.group(5));
        return new ServerUrl(protocol, host, port(protocol, matcher.group(4)), decoded(account[0]),
                account.length > 1 ? decoded(account[1]) : "", startTls, folder.isEmpty() ? "INBOX" : folder);
    }

    private static int port(String protocol, String written) {
        if (written != null) {
            return Integer.parseInt(written);
        }
        return switch (protocol) {
            case "imaps" -> 993;
            case "imap" -> 143;
            case "smtps" -> 465;
            default -> 587;
        };
    }

    private static String decoded(String written) {
        return URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Server and port, without the account. */
    public String place() {
        return host + ":" + port;
    }

    /** Shows neither user nor password. */
    @Override
    public String toString() {
        return protocol + "://" + place();
    }
}
