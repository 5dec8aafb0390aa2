package io.parley.channel.email;

import java.util.regex.Pattern;

/**
 * The id of a mail that Parley sends: the same at every try, and unguessable, so that who names it has seen the mail. The
 * thread stands in it, for programs that drop the other headers.
 */
final class OutgoingId {
    static final Pattern PATTERN = Pattern
            .compile("<parley\\.([0-9]{1,18})\\.([0-9a-f]{20})\\.([0-9a-f]{16})@[^<>\\s]{1,200}>");

    private OutgoingId() {}

    static String of(long delivery, String thread, String mark, String domain) {
        return "<parley." + delivery + "." + thread + "." + mark + "@" + domain + ">";
    }
}
