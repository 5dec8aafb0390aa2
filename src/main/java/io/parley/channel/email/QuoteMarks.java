package io.parley.channel.email;

import io.parley.channel.YamlTexts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How quotes, earlier mails, signatures and disclaimers are marked, from {@code channels/email/quotes.yaml}. */
final class QuoteMarks {
    private static final int LONGEST_LINE = 400;
    private static final int HEADER_LINES = 8;
    private static final Pattern QUOTED = Pattern.compile("^ {0,3}>|^.{0,3}>{8}");
    private static final Pattern RULER = Pattern.compile("^\\s*+[_*=\u2500\u2014-]{5,}+\\s*+$");
    private static final Pattern SIGNATURE = Pattern.compile("^(--|\u2014|\u2013\u2013|__) ?$");
    private static final Pattern MARKED = Pattern.compile("^[*_#>\\s]++");
    private static final Pattern UNDERSCORES = Pattern.compile("^_{20,}$");
    private static final Pattern LIST_FOOTER = Pattern
            .compile("(?i)mailing list|list-?serv|unsubscribe|/listinfo/|lists?\\.");
    private static final Pattern DATE_OR_TIME = Pattern
            .compile("\\d{1,2}[:.h]\\d{2}|\\b(19|20)\\d{2}\\b|\\d{1,4}[./\u5e74-]\\s?\\d{1,2}[./\u6708-]");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>@]@[^\\s<>@]+\\.");
    private static final Pattern CONTACT = Pattern
            .compile("(?i)https?://|www\\.|\\b(tel|fax|phone|mobile|mobil|handy|telefon|"
                    + "t\u00e9l)\\b|(\\+|\\b0)[\\d ()/.-]{6,}\\d|[^\\s@]@[^\\s@]+\\.|\\b(gmbh|ltd|inc|ag|s\\.a\\.|b\\.v\\.|ab|a/s)\\b");

    private final Pattern wrote;
    private final Pattern from;
    private final Pattern otherHeader;
    private final Pattern original;
    private final Pattern device;
    /** By their first letter. */
    private final Map<Integer, List<String>> disclaimers;
    private final Pattern closing;
    private final Pattern banner;

    QuoteMarks(YamlTexts texts) {
        this.wrote = Pattern.compile("(?iu)(" + any(texts, "wrote") + ")\\s*+[:\uff1a]\\s*+$");
        this.from = header(texts, "from");
        this.otherHeader = Pattern.compile("(?iu)^[\\s*_]*+(" + any(texts, "sent") + "|" + any(texts, "to") + "|"
                + any(texts, "subject") + "|cc|" + any(texts, "from") + ")[*_\\s]*+[:\uff1a]");
        this.original = Pattern.compile("(?iu)^[\\s#_*>-]*+(" + any(texts, "original") + ")[\\s#_*:-]*+$");
        this.device = Pattern
                .compile("(?iu)^\\s*+(" + any(texts, "device") + ")([^.,;!?]{0,80}|\\s*<?https?://\\S+>?)$");
        this.disclaimers = texts.list("disclaimer").stream().map(d -> d.toLowerCase(Locale.ROOT))
                .collect(Collectors.groupingBy(words -> words.codePointAt(0)));
        this.closing = Pattern.compile("(?iu)^\\s*+(" + any(texts, "closing") + ")[\\s,.!]*+$");
        this.banner = Pattern.compile("(?iu)^[\\s#_*>!\\[\u26a0\ufe0f-]*+(" + any(texts, "banner") + ")");
    }

    private static Pattern header(YamlTexts texts, String key) {
        return Pattern.compile("(?iu)^[\\s*_]*+(" + any(texts, key) + ")[*_\\s]*+[:\uff1a]");
    }

    private static String any(YamlTexts texts, String key) {
        return texts.list(key).stream().map(Pattern::quote).collect(Collectors.joining("|"));
    }

    boolean isQuoted(String line) {
        return QUOTED.matcher(line).find();
    }

    /** A cheap look at whether a line may be the first of the lines above a quote. */
    boolean mayBeginAttribution(String line) {
        return line.length() <= LONGEST_LINE && (DATE_OR_TIME.matcher(line).find() || ADDRESS.matcher(line).find()
                || (endsWithColon(line) && wrote.matcher(line).find()));
    }

    private static boolean endsWithColon(String text) {
        return text.endsWith(":") || text.endsWith("\uff1a");
    }

    /** Whether a text is the line above a quote: ends with "wrote:", or with a colon after an address and a date. */
    boolean isAttribution(String text) {
        if (text.length() > LONGEST_LINE || !endsWithColon(text)) {
            return false;
        }
        boolean dated = DATE_OR_TIME.matcher(text).find();
        boolean addressed = ADDRESS.matcher(text).find();
        return (dated && addressed && !otherHeader.matcher(text).find())
                || ((dated || addressed) && wrote.matcher(text).find());
    }

    /** Whether an earlier mail begins at a line: by a line that says so, or by a block of header lines. */
    boolean beginsEarlierMail(List<String> lines, int at) {
        String line = lines.get(at);
        if (line.length() > LONGEST_LINE) {
            return false;
        }
        if (original.matcher(line).matches() && line.strip().length() > 4) {
            return line.strip().matches("(?s)^[#_*-]{2}.*|.*:$");
        }
        return otherHeader.matcher(line).find() && headerLines(lines, at) >= 3 && hasFrom(lines, at);
    }

    private int headerLines(List<String> lines, int at) {
        int found = 0;
        for (int i = at; i < Math.min(lines.size(), at + HEADER_LINES); i++) {
            String line = lines.get(i);
            found += line.length() <= 2 * LONGEST_LINE && otherHeader.matcher(line).find() ? 1 : 0;
        }
        return found;
    }

    private boolean hasFrom(List<String> lines, int at) {
        return lines.subList(at, Math.min(lines.size(), at + HEADER_LINES)).stream()
                .anyMatch(line -> line.length() <= LONGEST_LINE && from.matcher(line).find());
    }

    boolean isRuler(String line) {
        return line.length() <= LONGEST_LINE && RULER.matcher(line).matches();
    }

    /** Whether a signature begins at a line, if it is short enough to be one. */
    boolean beginsSignature(String line) {
        return SIGNATURE.matcher(line.strip()).matches();
    }

    boolean beginsListFooter(List<String> lines, int at) {
        return UNDERSCORES.matcher(lines.get(at).strip()).matches()
                && lines.subList(at + 1, Math.min(lines.size(), at + 5)).stream()
                        .anyMatch(line -> line.length() <= LONGEST_LINE && LIST_FOOTER.matcher(line).find());
    }

    boolean beginsDisclaimer(String line) {
        String start = MARKED.matcher(line.strip()).replaceFirst("");
        String lower = start.substring(0, Math.min(start.length(), 60)).toLowerCase(Locale.ROOT);
        return !lower.isEmpty() && disclaimers.getOrDefault(lower.codePointAt(0), List.of()).stream()
                .anyMatch(lower::startsWith);
    }

    /** Whether a line is from the warning that a gateway puts above a mail. */
    boolean isBanner(String line) {
        return banner.matcher(line.substring(0, Math.min(line.length(), LONGEST_LINE))).find();
    }

    boolean isDevice(String line) {
        return line.length() <= LONGEST_LINE && device.matcher(line).matches();
    }

    boolean isClosing(String line) {
        return line.length() <= LONGEST_LINE && closing.matcher(line).matches();
    }

    /** Whether a line of a signature tells how to reach somebody. */
    boolean isContact(String line) {
        return line.length() > LONGEST_LINE || CONTACT.matcher(line).find();
    }
}
