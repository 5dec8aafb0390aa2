package io.parley.channel.email.message;

import io.parley.channel.text.YamlTexts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How quotes, earlier mails, signatures and disclaimers are marked, from {@code channels/email/quotes.yaml}. */
public final class QuoteMarks {
    private static final int LONGEST_LINE = 400;
    private static final int HEADER_LINES = 8;
    private static final Pattern QUOTED = Pattern.compile("^ {0,3}>(?!:$)|^.{0,3}>{8}");
    private static final int LONGEST_POINTER = 10;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}'\u2019]+");
    private static final Pattern PICTURE = Pattern
            .compile(
                    "^\\s*+\\[(?:[\\p{L}]{3,12}:\\s?[^\\[\\]\\n]{1,80}\\.(?:png|jpe?g|gif|heic|webp)|image: [^\\[\\]]{1,80}"
                            + "|cid:[^\\[\\]]{1,120})\\]\\s*+$");
    private static final Pattern RULER = Pattern.compile("^\\s*+[_*=\u2500\u2014-]{5,}+\\s*+$");
    private static final Pattern SIGNATURE = Pattern.compile("^(--|\u2014|\u2013\u2013|__) ?$");
    private static final Pattern MARKED = Pattern.compile("^[*_#>\\s]++");
    private static final Pattern UNDERSCORES = Pattern.compile("^_{20,}$");
    private static final Pattern MARKED_TITLE = Pattern.compile("^[#_*-]{2}.*|.{4,}:$");
    private static final Pattern DASHED = Pattern.compile("^\\s*+-{3,}+\\s*+[^\\s-][^-]{2,80}-{3,}+\\s*+$");
    private static final Pattern LABEL = Pattern.compile("^[\\s*_]*+\\p{L}[^:\uff1a]{0,30}[:\uff1a]");
    private static final Pattern NO_SIGN = Pattern.compile("[\\u200b-\\u200f\\u2060-\\u2064\\ufeff]");
    private static final Pattern NAMED_LINK = Pattern.compile("\\[([^\\[\\]]{1,80})\\]\\(https?://[^\\s)]{1,300}\\)");
    private static final Pattern LINK = Pattern.compile("\\s*+[<(\\[]?https?://[^\\s>)\\]]{1,300}[>)\\]]?\\.?");
    private static final Pattern LIST_FOOTER = Pattern
            .compile("(?i)mailing list|list-?serv|unsubscribe|/listinfo/|lists?\\.");
    private static final Pattern CONTACT = Pattern
            .compile("(?i)https?://|www\\.|\\b(tel|fax|phone|mobile|mobil|handy|telefon|"
                    + "t\u00e9l)\\b|(\\+|\\b0)[\\d ()/.-]{6,}\\d|[^\\s@]@[^\\s@]+\\.|\\b(gmbh|ltd|inc|ag|s\\.a\\.|b\\.v\\.|ab|a/s)\\b");

    private final Attributions attributions;
    private final Pattern from;
    private final Pattern otherHeader;
    private final Pattern original;
    private final Pattern forwarded;
    private final Pattern pointing;
    private final Pattern pointingToForwarded;
    private final Pattern device;
    /** By their first letter. */
    private final Map<Integer, List<String>> disclaimers;
    private final Pattern closing;
    private final Pattern banner;

    /** The marks that these texts list. */
    public QuoteMarks(YamlTexts texts) {
        this.attributions = new Attributions(texts);
        this.from = header(texts, "from");
        this.otherHeader = Pattern.compile("(?iu)^[\\s*_]*+(" + any(texts, "sent") + "|" + any(texts, "to") + "|"
                + any(texts, "subject") + "|cc|" + any(texts, "from") + ")[*_\\s]*+[:\uff1a]");
        this.original = titles(texts, "original");
        this.forwarded = titles(texts, "forwarded");
        this.pointing = Pattern.compile("(?iu)(?<!\\p{L})(" + any(texts, "points-below") + ")(?!\\p{L})");
        this.pointingToForwarded = Pattern
                .compile("(?iu)(?<!\\p{L})(" + any(texts, "points-to-forwarded") + ")(?!\\p{L})");
        this.device = Pattern.compile("(?iu)^[\\s*_(\\[]*+((" + any(texts, "device") + ")[^.,;!?]{0,80}|("
                + any(texts, "device-sentence") + ")[^,;!?]{0,80}|[^.,;:!?]{0,40}?(" + any(texts, "device-end")
                + "))$");
        this.disclaimers = texts.list("disclaimer").stream().map(d -> d.toLowerCase(Locale.ROOT))
                .collect(Collectors.groupingBy(words -> words.codePointAt(0)));
        this.closing = Pattern.compile("(?iu)^\\s*+(" + any(texts, "closing") + ")[\\s,.!]*+$");
        this.banner = Pattern.compile("(?iu)^[\\s#_*>!\\[\u26a0\ufe0f-]*+(" + any(texts, "banner") + ")");
    }

    private static Pattern titles(YamlTexts texts, String key) {
        return Pattern.compile("(?iu)^[\\s#_*>-]*+(" + any(texts, key) + ")[\\s#_*:-]*+$");
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
        return attributions.mayBeginWith(line);
    }

    /** Tells whether a text is the line above a quote. */
    Attributions.Kind attribution(String text) {
        return attributions.of(text, otherHeader.matcher(text).find());
    }

    /** Whether an earlier mail begins at a line: by a line that says so, or by a block of header lines. */
    boolean beginsEarlierMail(List<String> lines, int at) {
        String line = lines.get(at);
        if (line.length() > LONGEST_LINE) {
            return false;
        }
        if (original.matcher(line).matches() || forwarded.matcher(line).matches()) {
            return MARKED_TITLE.matcher(line.strip()).matches();
        }
        if (DASHED.matcher(line).matches() && labels(lines, at + 1) >= 2) {
            return true;
        }
        return otherHeader.matcher(line).find() && headerLines(lines, at) >= 3 && hasFrom(lines, at);
    }

    /** How many of the next lines have a label as header lines do, in whatever language; 0 if the first has none. */
    private static long labels(List<String> lines, int from) {
        List<String> next = lines.subList(from, Math.min(lines.size(), from + HEADER_LINES / 2)).stream()
                .filter(line -> !line.isBlank()).toList();
        return next.stream().takeWhile(line -> line.length() <= 2 * LONGEST_LINE && LABEL.matcher(line).find()).count();
    }

    /**
     * Whether the writer of a text means that an earlier mail below it is to be read.
     *
     * @param lines the mail
     * @param at where the earlier mail begins
     * @param forwards whether the mail is known to be forwarded
     */
    boolean pointsTo(String text, List<String> lines, int at, boolean forwards) {
        String start = text.substring(0, Math.min(text.length(), 2 * LONGEST_LINE));
        return pointingToForwarded.matcher(start).find()
                || (pointing.matcher(start).find() && (forwarded.matcher(lines.get(at)).matches()
                        || (forwards && isMerePointer(start))));
    }

    /** Whether a text is too short to say anything besides, but for its greeting and its leave. */
    private boolean isMerePointer(String text) {
        List<String> said = text.lines().filter(line -> !line.isBlank()).takeWhile(line -> !isClosing(line)).toList();
        return WORD.matcher(String.join(" ", said)).results().limit(LONGEST_POINTER + 1).count() <= LONGEST_POINTER;
    }

    /** Whether a line is one of those at the beginning of an earlier mail: a title, or with a label. */
    boolean isHeading(String line) {
        return line.isBlank() || (line.length() <= 2 * LONGEST_LINE && (LABEL.matcher(line).find()
                || original.matcher(line).matches() || forwarded.matcher(line).matches() || isRuler(line)
                || DASHED.matcher(line).matches()));
    }

    /** Whether a line names the sender, the date, the recipient or the subject of an earlier mail. */
    boolean isHeader(String line) {
        return line.length() <= 2 * LONGEST_LINE && otherHeader.matcher(line).find();
    }

    private int headerLines(List<String> lines, int at) {
        int found = 0;
        for (int i = at; i < Math.min(lines.size(), at + HEADER_LINES); i++) {
            String line = lines.get(i);
            found += isHeader(line) ? 1 : 0;
        }
        return found;
    }

    private boolean hasFrom(List<String> lines, int at) {
        return lines.subList(at, Math.min(lines.size(), at + HEADER_LINES)).stream()
                .anyMatch(line -> line.length() <= LONGEST_LINE && from.matcher(line).find());
    }

    /** Whether a line only says that a picture stood there, as programs write it into the plain text of a mail. */
    boolean isPicture(String line) {
        return line.length() <= LONGEST_LINE && PICTURE.matcher(line).matches();
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

    /** Whether a device or a program added a line; its links do not count. */
    boolean isDevice(String line) {
        if (line.length() > LONGEST_LINE) {
            return false;
        }
        String named = NAMED_LINK.matcher(NO_SIGN.matcher(line).replaceAll("")).replaceAll("$1");
        return device.matcher(LINK.matcher(named).replaceAll("").strip()).matches();
    }

    boolean isClosing(String line) {
        return line.length() <= LONGEST_LINE && closing.matcher(line).matches();
    }

    /** Whether a line of a signature tells how to reach somebody. */
    boolean isContact(String line) {
        return line.length() > LONGEST_LINE || CONTACT.matcher(line).find();
    }
}
