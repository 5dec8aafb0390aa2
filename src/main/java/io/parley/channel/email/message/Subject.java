package io.parley.channel.email.message;

import java.util.Locale;
import java.util.regex.Pattern;

/** The subject of a mail: whether it is that of a reply or of a forwarded mail, and the same without such signs. */
public final class Subject {
    /** "Re:" and its likes in other languages, once or more, also numbered as in "Re[2]:". */
    private static final Pattern REPLY = Pattern.compile(
            "(?iu)^((re|aw|antw|antwort|sv|vs|ref|rif|r|res|odp|ynt|bls|atb|回复|回覆|答复|返信)\\s*(\\[\\d+\\])?\\s*[:：]\\s*)+");
    private static final Pattern FORWARD = Pattern
            .compile("(?iu)^((re|aw|sv|fw|fwd|wg|tr|vb|rv|enc|doorst|i|pd|转发|轉寄|転送)\\s*(\\[\\d+\\])?\\s*[:：]\\s*)+");
    private static final int MAX_KEY = 200;

    private Subject() {}

    /** Whether a subject begins like that of a reply. */
    public static boolean isReply(String subject) {
        return REPLY.matcher(subject).find();
    }

    /** Whether a subject begins like that of a forwarded mail, or of a reply to one. */
    static boolean isForward(String subject) {
        return FORWARD.matcher(REPLY.matcher(subject).replaceFirst("")).find();
    }

    /** The subject without such signs, in lower case, by which mails are compared; at most 200 characters. */
    public static String key(String subject) {
        String bare = FORWARD.matcher(REPLY.matcher(subject).replaceFirst("")).replaceFirst("").replaceAll("\\s+", " ")
                .replace("\0", "").strip().toLowerCase(Locale.ROOT);
        return bare.length() <= MAX_KEY ? bare : bare.substring(0, MAX_KEY);
    }
}
