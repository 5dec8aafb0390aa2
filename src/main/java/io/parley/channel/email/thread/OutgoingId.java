package io.parley.channel.email.thread;

import java.util.regex.Pattern;

/**
 * The id of a mail that Parley sends: the same at every try, and unguessable, so that who names it has seen the mail. The
 * thread stands in it, for programs that drop the other headers.
 */
public final class OutgoingId {
    /** The form of a Message-ID of ours. */
    public static final Pattern PATTERN = Pattern
            .compile("<parley\\.([0-9]{1,18})\\.([0-9a-f]{20})\\.([0-9a-f]{16})@[^<>\\s]{1,200}>");

    private OutgoingId() {}

    /** The Message-ID of a delivery. */
    public static String of(long delivery, String thread, String mark, String domain) {
        return "<parley." + delivery + "." + thread + "." + mark + "@" + domain + ">";
    }
}
