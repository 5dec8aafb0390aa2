package io.parley.channel.email.message;

import io.parley.channel.email.message.Attributions.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Extracts the new text of a mail: without quotes and the lines above them, without earlier mails below, signatures,
 * disclaimers and lines that devices add. Text between quotes stays. Runs of empty lines are reduced to one first. Each
 * line is looked at a fixed number of times.
 */
public final class ReplyText {
    private static final int MOST_ATTRIBUTION_LINES = 4;
    private static final int LONGEST_SIGNATURE = 15;
    /** More than anybody writes; no line behind it is looked at. */
    private static final int LONGEST = 40_000;
    private static final Pattern SENTENCE_END = Pattern.compile("[.!:*\\]]\\W*$");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}]+");
    private static final Pattern QUOTE = Pattern.compile("^ {0,3}> ?");
    private static final Pattern PARTING = Pattern.compile("[_*=-]{3,}");

    private final QuoteMarks marks;

    /** A reader that knows these marks. */
    public ReplyText(QuoteMarks marks) {
        this.marks = marks;
    }

    /** The new text of a mail whose subject does not say that it is forwarded. */
    public String of(String mail) {
        return of(mail, false);
    }

    /**
     * The new text; all of it if nothing would remain.
     *
     * @param forwards whether the subject says that it is forwarded
     */
    public String of(String mail, boolean forwards) {
        List<String> lines = lines(mail);
        Unquoted unquoted = withoutQuotes(lines);
        String reply = joined(withoutSignature(unquoted.lines));
        if (!reply.isEmpty() && unquoted.end < lines.size() && marks.pointsTo(reply, lines, unquoted.end, forwards)) {
            return (reply + "\n\n" + earlierMail(lines.subList(unquoted.end, lines.size()))).strip();
        }
        return Stream.of(reply, joined(unquoted.lines)).filter(text -> !text.isEmpty()).findFirst()
                .orElseGet(() -> joined(lines));
    }

    /** The text without quotes and earlier mails, with its signature; all of it if nothing would remain. */
    String withSignature(String mail) {
        List<String> lines = lines(mail);
        String reply = joined(withoutQuotes(lines).lines);
        return reply.isEmpty() ? joined(lines) : reply;
    }

    /** The new text of an earlier mail, which begins with header lines and may be quoted as a whole. */
    private String earlierMail(List<String> lines) {
        int filled = (int) lines.stream().filter(line -> !line.isBlank()).count();
        boolean quoted = 2 * lines.stream().filter(marks::isQuoted).count() > filled;
        List<String> bare = quoted
                ? lines.stream().map(line -> QUOTE.matcher(line).replaceFirst("")).toList()
                : lines;
        int begin = 0;
        while (begin < bare.size() && marks.isHeading(bare.get(begin))
                && !(begin > 0 && bare.get(begin).isBlank() && marks.isHeader(bare.get(begin - 1)))) {
            begin++;
        }
        return joined(withoutSignature(withoutQuotes(bare.subList(begin, bare.size())).lines));
    }

    /** The lines without blanks at their ends, and of empty ones never two in a row. */
    private List<String> lines(String mail) {
        String even = mail.replace("\r\n", "\n").replace('\r', '\n').replace("\u00a0", " ").replace("\u200b", "")
                .replace("\ufeff", "");
        List<String> lines = new ArrayList<>();
        boolean gap = false;
        for (String line : LinkLists.without(EncodedBlocks.without(even.lines().map(String::stripTrailing).toList()))) {
            if (!(gap && line.isEmpty())) {
                lines.add(line);
            }
            gap = line.isEmpty();
        }
        return lines.subList(endOfBanner(lines), lines.size());
    }

    /** Where the mail begins behind the warning of a gateway; 0 if there is none, or nothing else. */
    private int endOfBanner(List<String> lines) {
        int begin = 0;
        for (int i = 0; i < Math.min(lines.size(), LONGEST_SIGNATURE); i++) {
            String line = lines.get(i);
            if (marks.isBanner(line) || (begin > 0 && begin == i && goesOn(lines, i))) {
                begin = i + 1;
            } else if (!(line.isBlank() || marks.isRuler(line))) {
                break;
            }
        }
        return begin < lines.size() ? begin : 0;
    }

    private static boolean goesOn(List<String> lines, int at) {
        String line = lines.get(at).strip();
        return !line.isEmpty() && (Character.isLowerCase(line.codePointAt(0))
                || !SENTENCE_END.matcher(lines.get(at - 1)).find());
    }

    /**
     * A mail without its quotes.
     *
     * @param end where an earlier mail begins; behind the last line if there is none
     */
    private record Unquoted(List<String> lines, int end) {}

    private Unquoted withoutQuotes(List<String> lines) {
        List<String> kept = new ArrayList<>();
        int length = 0;
        int i = 0;
        while (i < lines.size() && length < LONGEST) {
            String line = lines.get(i);
            length += 1;
            if (marks.isQuoted(line) || marks.isPicture(line)) {
                i++;
            } else if (marks.beginsEarlierMail(lines, i)) {
                break;
            } else {
                int attribution = attributionAt(lines, i);
                if (attribution > 0 && !isQuoteAt(lines, i + attribution)) {
                    break;
                }
                if (attribution == 0) {
                    kept.add(line);
                    length += line.length();
                }
                i += Math.max(attribution, 1);
            }
        }
        return new Unquoted(withoutRulers(kept), i < lines.size() && length < LONGEST ? i : lines.size());
    }

    /** How many lines from here are the line above a quote, wrapped or not; 0 if none. */
    private int attributionAt(List<String> lines, int from) {
        if (!marks.mayBeginAttribution(lines.get(from))) {
            return 0;
        }
        StringBuilder joined = new StringBuilder();
        for (int n = 1; n <= MOST_ATTRIBUTION_LINES && from + n <= lines.size(); n++) {
            String line = lines.get(from + n - 1);
            if (line.isBlank() || marks.isQuoted(line)) {
                return 0;
            }
            joined.append(n == 1 ? "" : " ").append(line.strip());
            Kind kind = marks.attribution(joined.toString());
            if (kind == Kind.CERTAIN || (kind == Kind.ABOVE_MARKED_QUOTE && isQuoteAt(lines, from + n))) {
                return n;
            }
        }
        return 0;
    }

    private boolean isQuoteAt(List<String> lines, int from) {
        for (int i = from; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                return marks.isQuoted(lines.get(i));
            }
        }
        return false;
    }

    /** Without lines of dashes at the end, which stood before an earlier mail. */
    private List<String> withoutRulers(List<String> lines) {
        int end = lines.size();
        while (end > 0 && (lines.get(end - 1).isBlank() || marks.isRuler(lines.get(end - 1)))) {
            end--;
        }
        return lines.subList(0, end);
    }

    private List<String> withoutSignature(List<String> lines) {
        int end = lines.size();
        for (int i = 0; i < lines.size(); i++) {
            if ((marks.beginsSignature(lines.get(i)) && isShort(lines, i + 1)) || marks.beginsListFooter(lines, i)
                    || (isParagraphStart(lines, i) && marks.beginsDisclaimer(lines.get(i)) && anything(lines, i))) {
                end = i;
                break;
            }
        }
        List<String> kept = lines.subList(0, end);
        return withoutContact(withoutDevice(kept));
    }

    private static boolean isParagraphStart(List<String> lines, int i) {
        return i == 0 || lines.get(i - 1).isBlank() || PARTING.matcher(lines.get(i - 1).strip()).matches();
    }

    private static boolean anything(List<String> lines, int before) {
        return lines.subList(0, before).stream().anyMatch(line -> !line.isBlank());
    }

    /** Whether no more lines follow than a signature has; between two of them there is one empty line at most. */
    private static boolean isShort(List<String> lines, int from) {
        int filled = 0;
        for (int i = from; i < Math.min(lines.size(), from + 2 * LONGEST_SIGNATURE + 2); i++) {
            filled += lines.get(i).isEmpty() ? 0 : 1;
        }
        return filled <= LONGEST_SIGNATURE;
    }

    private List<String> withoutDevice(List<String> lines) {
        int end = lines.size();
        while (end > 0 && (lines.get(end - 1).isBlank() || marks.isDevice(lines.get(end - 1)))) {
            end--;
        }
        int begin = 0;
        while (begin < end && (lines.get(begin).isBlank() || marks.isDevice(lines.get(begin)))) {
            begin++;
        }
        return lines.subList(begin, end);
    }

    /** Without what follows a closing and a name, if it holds a telephone number, an address on the web or the like. */
    private List<String> withoutContact(List<String> lines) {
        for (int i = Math.max(1, lines.size() - LONGEST_SIGNATURE); i < lines.size(); i++) {
            if (marks.isClosing(lines.get(i))) {
                int name = i + 1;
                while (name < lines.size() && lines.get(name).isBlank()) {
                    name++;
                }
                List<String> rest = lines.subList(Math.min(name + 1, lines.size()), lines.size());
                return rest.stream().anyMatch(marks::isContact)
                        ? lines.subList(0, beginsBlock(lines, name) ? name : name + 1)
                        : lines;
            }
        }
        return lines;
    }

    /**
     * Whether the name under a closing is the first line of the signature: it goes right on, and does not say the whole name
     * once more. A firm may be called by the surname alone.
     */
    private static boolean beginsBlock(List<String> lines, int name) {
        String next = name + 1 < lines.size() ? lines.get(name + 1) : "";
        String again = next.toLowerCase(Locale.ROOT);
        List<String> names = Arrays.stream(NO_WORD.split(lines.get(name).toLowerCase(Locale.ROOT)))
                .filter(word -> word.length() > 2).toList();
        return !next.isBlank() && (names.isEmpty() || !names.stream().allMatch(again::contains));
    }

    /** The lines as text, with one empty line at most between two, and none around. */
    private static String joined(List<String> lines) {
        StringBuilder text = new StringBuilder();
        boolean gap = false;
        for (String line : lines) {
            if (line.isBlank()) {
                gap = text.length() > 0;
            } else {
                text.append(text.isEmpty() ? "" : gap ? "\n\n" : "\n").append(line);
                gap = false;
            }
        }
        return text.toString().strip();
    }
}
