package io.parley.channel.slack;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Between plain text and Slack's mrkdwn.
 * <a href="https://docs.slack.dev/messaging/formatting-message-text">Formatting message text</a>.
 */
final class SlackText {
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\x00-\\x08\\x0B-\\x1F\\x7F]");
    private static final Pattern LINE_ENDS = Pattern.compile("\\r\\n?|[\\x0B\\x0C\\x85\\u2028\\u2029]");
    private static final Pattern LINK = Pattern
            .compile("\\[([^\\[\\]\\n]{1,300})]\\((https?://[^\\s()<>|]{1,1000})\\)");
    private static final Pattern BOLD = Pattern.compile("\\*\\*(\\S|\\S[^*\\n]{0,500}\\S)\\*\\*");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(\\S.*?)\\s*#*$");
    private static final Pattern BULLET = Pattern.compile("(?m)^(\\s*)[-*] +(?=\\S)");
    /** An underline within a word, as in an address, is no markup. */
    private static final Pattern UNDERLINE = Pattern.compile("(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])");
    private static final Pattern REORDERING = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069]");
    private static final Pattern ANGLED = Pattern.compile("<([^<>]{1,4000})>");

    private SlackText() {}

    /** Text as mrkdwn: nothing in it can be a live mention; Markdown's links, headings, bullets and bold become Slack's. */
    static String mrkdwn(String plain) {
        String text = escaped(printable(plain));
        text = BULLET.matcher(text).replaceAll("$1• ");
        text = HEADING.matcher(text).replaceAll("*$1*");
        text = BOLD.matcher(text).replaceAll("*$1*");
        return LINK.matcher(text).replaceAll(SlackText::link);
    }

    /** Text as mrkdwn in which nothing is markup: the signs that would be are replaced by others of the same looks. */
    static String verbatim(String plain) {
        String text = escaped(printable(plain)).replace('*', '∗').replace('~', '∼').replace('`', 'ˋ');
        return UNDERLINE.matcher(text).replaceAll("ˍ");
    }

    /** Text without the signs that make what follows be shown from the other side, as an address is disguised by them. */
    static String inOrder(String text) {
        return REORDERING.matcher(text).replaceAll("");
    }

    private static String link(MatchResult found) {
        return Matcher.quoteReplacement(link(found.group(2), found.group(1)));
    }

    /** A link in mrkdwn; both parts are escaped already. */
    static String link(String url, String label) {
        return "<" + url.replace("|", "%7C") + "|" + label.replace("|", "¦").replace('\n', ' ') + ">";
    }

    /** The three characters that Slack gives a meaning. */
    static String escaped(String plain) {
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Half characters and control characters would make Slack refuse or change the whole message. */
    static String printable(String any) {
        String lines = LINE_ENDS.matcher(any).replaceAll("\n");
        String whole = lines.codePoints().map(c -> isHalf(c) ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return UNPRINTABLE.matcher(whole).replaceAll(" ");
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** Converts Slack's markup of a person's text to plain text: mentions, channels and links by their names. */
    static String plain(String written) {
        return ANGLED.matcher(written).replaceAll(found -> Matcher.quoteReplacement(
                named(found.group(1)))).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    private static String named(String inside) {
        String[] parts = inside.split("\\|", 2);
        String label = parts.length > 1 ? parts[1] : "";
        return switch (inside.charAt(0)) {
            case '@' -> label.isEmpty() ? parts[0] : "@" + label;
            case '#' -> label.isEmpty() ? parts[0] : "#" + label;
            case '!' -> label.isEmpty() ? "@" + parts[0].substring(1) : label;
            default -> link(parts[0], label, parts[0].replaceFirst("^(https?://|mailto:|tel:)", ""));
        };
    }

    private static String link(String url, String label, String bare) {
        return label.isEmpty() ? url : label.equals(bare) ? label : label + " (" + url + ")";
    }
}
