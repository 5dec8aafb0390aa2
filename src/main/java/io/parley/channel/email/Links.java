package io.parley.channel.email;

import io.parley.channel.Choice;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Links in mails: what is asked for, about which mail of ours, and a signature. */
final class Links {
    private static final Pattern TOKEN = Pattern
            .compile("(up|down|person|off|on|choice[A-Za-z0-9]{1,8})-([1-9][0-9]{0,17})-([0-9a-f]{32})");

    private static final String CHOICE = "choice";

    private final MailKey key;
    private final String publicUrl;

    /** @param publicUrl how the world reaches this application; empty: there are no links */
    Links(MailKey key, String publicUrl) {
        this.key = key;
        this.publicUrl = publicUrl.strip().replaceFirst("/+$", "");
    }

    /**
     * The request of a link.
     *
     * @param action {@code up}, {@code down}, {@code person}, {@code off}, {@code on} or, with the id of a choice,
     *     {@code choice1}
     * @param delivery the mail that it stands in
     */
    record Link(String action, long delivery) {
        String id() {
            return action + "-" + delivery;
        }
    }

    /** The action that picks one of the choices. */
    static String choosing(Choice choice) {
        return CHOICE + choice.id();
    }

    /** The id of the choice that an action asks for; empty if it asks for something else. */
    static Optional<String> chosen(String action) {
        return action.startsWith(CHOICE) ? Optional.of(action.substring(CHOICE.length())) : Optional.empty();
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
