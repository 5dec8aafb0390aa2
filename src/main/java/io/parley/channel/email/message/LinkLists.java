package io.parley.channel.email.message;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes the lists of links out of a text that programs write below it, Roundcube among them, when they make plain text of a mail
 * with links: a heading, a line of dashes, and each link behind its number.
 */
final class LinkLists {
    private static final String HEADING = "Links:";
    private static final Pattern DASHES = Pattern.compile("^-{3,80}$");
    private static final Pattern NUMBER = Pattern.compile("^\\[\\d{1,4}\\](?:\\s+\\S+)?$");
    /** A long link stands on a line of its own. */
    private static final Pattern LINK = Pattern.compile("^(?:[a-z][a-z0-9+.-]{1,20}:|/|#)\\S+$");

    private LinkLists() {}

    /** The other lines. */
    static List<String> without(List<String> lines) {
        List<String> kept = new ArrayList<>();
        int i = 0;
        while (i < lines.size()) {
            if (isList(lines, i)) {
                i = end(lines, i + 2);
            } else {
                kept.add(lines.get(i));
                i++;
            }
        }
        return kept;
    }

    private static boolean isList(List<String> lines, int at) {
        return lines.get(at).strip().equals(HEADING) && at + 2 < lines.size()
                && DASHES.matcher(lines.get(at + 1).strip()).matches()
                && NUMBER.matcher(lines.get(at + 2).strip()).matches();
    }

    private static int end(List<String> lines, int from) {
        int i = from;
        while (i < lines.size() && (NUMBER.matcher(lines.get(i).strip()).matches()
                || LINK.matcher(lines.get(i).strip()).matches())) {
            i++;
        }
        return i;
    }
}
