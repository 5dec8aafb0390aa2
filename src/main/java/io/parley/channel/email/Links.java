package io.parley.channel.email;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Links in mails: what is asked for, about which mail of ours, and a signature. */
final class Links {
    private static final Pattern TOKEN = Pattern.compile("(up|down|person|off|on)-([1-9][0-9]{0,17})-([0-9a-f]{32})");

    private final MailKey key;
    private final String publicUrl;

    /** @param publicUrl how the world reaches this application; empty: there are no links */
    Links(MailKey key, String publicUrl) {
        this.key = key;
        this.publicUrl = publicUrl.strip().replaceFirst("/+$", "");
    }

    /**
     * What a link asks for.
     *
     * @param action {@code up}, {@code down}, {@code person}, {@code off} or {@code on}
     * @param delivery the mail that it stands in
     */
    record Link(String action, long delivery) {
        String id() {
            return action + "-" + delivery;
        }
    }

    boolean possible() {
        return publicUrl.startsWith("http://") || publicUrl.startsWith("https://");
    }

    String url(String action, long delivery) {
        return publicUrl + "/mail/" + token(new Link(action, delivery));
    }

    String token(Link link) {
        return link.id() + "-" + key.signature(link.id());
    }

    /** The link that a token stands for; empty if we did not sign it. */
    Optional<Link> read(String token) {
        Matcher matcher = TOKEN.matcher(token);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Link link = new Link(matcher.group(1), Long.parseLong(matcher.group(2)));
        return key.isSignature(link.id(), matcher.group(3)) ? Optional.of(link) : Optional.empty();
    }
}
