package io.parley.channel.telegram;

import io.parley.channel.text.TextSplitter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with bold stretches and links, in Telegram's HTML where it is asked for. Any stretch of it is sound HTML of its
 * own, so it can be cut anywhere. <a href="https://core.telegram.org/bots/api#html-style">HTML style</a>.
 */
final class FormattedText {
    private static final Pattern LINE_ENDS = Pattern.compile("\\r\\n?|[\\x0B\\x0C\\x85\\u2028\\u2029]");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\x00-\\x08\\x0E-\\x1F\\x7F]");

    /** A bold stretch, or one that leads to an address. */
    private record Mark(int from, int to, @Nullable String href) {}

    private final StringBuilder text = new StringBuilder();
    private final List<Mark> marks = new ArrayList<>();

    FormattedText plain(String more) {
        text.append(printable(more));
        return this;
    }

    FormattedText bold(String more) {
        return marked(more, null);
    }

    FormattedText link(String title, String url) {
        return marked(title, url);
    }

    private FormattedText marked(String more, @Nullable String href) {
        int from = text.length();
        text.append(printable(more));
        if (text.length() > from) {
            marks.add(new Mark(from, text.length(), href));
        }
        return this;
    }

    /** The visible text, without formatting. */
    String text() {
        return text.toString();
    }

    /** A stretch as HTML. */
    String html(TextSplitter.Range range) {
        var html = new StringBuilder();
        int at = range.from();
        for (Mark mark : marks) {
            int from = Math.max(mark.from, range.from());
            int to = Math.min(mark.to, range.to());
            if (from < to) {
                html.append(escaped(text.substring(at, from))).append(element(mark, text.substring(from, to)));
                at = to;
            }
        }
        return html.append(escaped(text.substring(at, range.to()))).toString();
    }

    private static String element(Mark mark, String content) {
        return mark.href == null
                ? "<b>" + escaped(content) + "</b>"
                : "<a href=\"" + escaped(printable(mark.href)) + "\">" + escaped(content) + "</a>";
    }

    private static String escaped(String plain) {
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /** Half characters and control characters would make Telegram refuse or change the whole message. */
    static String printable(String any) {
        String lines = LINE_ENDS.matcher(any).replaceAll("\n");
        String wellFormed = lines.codePoints().map(c -> isHalf(c) ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return UNPRINTABLE.matcher(wellFormed).replaceAll(" ");
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
