package io.parley.channel.email.thread;

import io.parley.channel.Choice;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Links in mails: what is asked for, about which mail of ours, and a signature. */
public final class Links {
    private static final Pattern TOKEN = Pattern
            .compile("(up|down|person|off|on|choice[A-Za-z0-9]{1,8})-([1-9][0-9]{0,17})-([0-9a-f]{32})");

    private static final String CHOICE = "choice";

    private final MailKey key;
    private final String publicUrl;

    /** @param publicUrl how the world reaches this application; empty: there are no links */
    public Links(MailKey key, String publicUrl) {
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
    public record Link(String action, long delivery) {
        /** The id by which its use is noted. */
        public String id() {
            return action + "-" + delivery;
        }
    }

    /** The action that picks one of the choices. */
    public static String choosing(Choice choice) {
        return CHOICE + choice.id();
    }

    /** The id of the choice that an action asks for; empty if it asks for something else. */
    public static Optional<String> chosen(String action) {
        return action.startsWith(CHOICE) ? Optional.of(action.substring(CHOICE.length())) : Optional.empty();
    }

    /** Whether links can be made, for which the public address must be set. */
    public boolean possible() {
        return publicUrl.startsWith("http://") || publicUrl.startsWith("https://");
    }

    /** The address of a link about a delivery. */
    public String url(String action, long delivery) {
        return publicUrl + "/mail/" + token(new Link(action, delivery));
    }

    /** The signed form of a link. */
    public String token(Link link) {
        return link.id() + "-" + key.signature(link.id());
    }

    /** The link that a token stands for; empty if we did not sign it. */
    public Optional<Link> read(String token) {
        Matcher matcher = TOKEN.matcher(token);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Link link = new Link(matcher.group(1), Long.parseLong(matcher.group(2)));
        return key.isSignature(link.id(), matcher.group(3)) ? Optional.of(link) : Optional.empty();
    }
}
