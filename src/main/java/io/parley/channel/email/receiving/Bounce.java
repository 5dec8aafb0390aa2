package io.parley.channel.email.receiving;

import io.parley.channel.email.message.Addresses;
import io.parley.channel.email.message.Incoming;
import io.parley.channel.email.message.Part;
import io.parley.channel.email.thread.OutgoingId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A report that a mail could not be delivered, as <a href="https://www.rfc-editor.org/rfc/rfc3464">RFC 3464</a> or as text.
 *
 * @param permanent whether it will never be delivered
 * @param originals the ids that may be the undelivered mail's
 * @param status such as {@code 5.1.1}; may be empty
 */
record Bounce(boolean permanent, List<String> originals, String status) {
    private static final int LONGEST = 200_000;
    private static final Set<String> TYPES = Set.of("text/plain", "text/html", "text/rfc822-headers", "message/rfc822",
            "message/rfc822-headers", "message/global", "message/global-headers");
    private static final Pattern SYSTEM = Pattern.compile(
            "mailer-daemon|mail-daemon|postmaster|mail\\.?delivery.*|microsoftexchange.*|mdaemon|bounces?([-+=].*)?");
    private static final Pattern ACTION = Pattern.compile("(?im)^Action:\\s*([a-z]+)");
    private static final Pattern STATUS = Pattern.compile("(?im)^Status:\\s*(\\d\\.\\d{1,3}\\.\\d{1,3})");
    private static final Pattern WARNING = Pattern.compile(
            "(?i)\\bwarning\\b|\\bdelayed\\b|will (be )?retr|not yet been|still trying|delivery incomplete|verz\u00f6gert");

    /** Reads a report; empty if the mail is none. */
    static Optional<Bounce> in(Incoming mail, List<Part> parts) {
        String report = parts.stream().filter(p -> p.type().endsWith("delivery-status")).map(Bounce::text).findFirst()
                .orElse("");
        boolean system = mail.author().map(Addresses::local).filter(local -> SYSTEM.matcher(local).matches())
                .isPresent();
        if (report.isEmpty() && !system && !mail.has("X-Failed-Recipients")) {
            return Optional.empty();
        }
        String status = find(STATUS, report);
        return Optional.of(new Bounce(isPermanent(mail, parts, report), originals(mail, parts), status));
    }

    private static boolean isPermanent(Incoming mail, List<Part> parts, String report) {
        String action = find(ACTION, report).toLowerCase(Locale.ROOT);
        if (!action.isEmpty()) {
            return action.equals("failed");
        }
        String words = mail.subject() + "\n" + parts.stream().filter(p -> p.type().equals("text/plain"))
                .map(Bounce::text).map(t -> t.substring(0, Math.min(t.length(), 500))).findFirst().orElse("");
        return !WARNING.matcher(words).find();
    }

    private static List<String> originals(Incoming mail, List<Part> parts) {
        List<String> ids = new ArrayList<>();
        for (Part part : parts) {
            if (TYPES.contains(part.type())) {
                OutgoingId.PATTERN.matcher(text(part)).results().limit(50).forEach(found -> ids.add(found.group()));
            }
        }
        ids.addAll(mail.references());
        return ids.stream().distinct().limit(100).toList();
    }

    private static String text(Part part) {
        String text = part.text();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static String find(Pattern pattern, String text) {
        return pattern.matcher(text).results().findFirst().map(found -> found.group(1)).orElse("");
    }
}
