package io.parley.channel.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where a text that is too long for one message is cut: between paragraphs if that leaves no part too short, else between
 * lines, sentences, words, or at least characters as a reader sees them.
 */
public final class TextSplitter {
    /**
     * A stretch of a text, in UTF-16 units.
     *
     * @param from its first
     * @param to the one after its last
     */
    public record Range(int from, int to) {}

    private static final int SHORTEST_SHARE = 3;

    private final String text;
    private final int limit;
    private final BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    private final BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);

    private TextSplitter(String text, int limit) {
        this.text = text;
        this.limit = limit;
        sentences.setText(text);
        characters.setText(text);
    }

    /** The parts of a text in order, without the blanks around each; none is longer than the limit, none is blank. */
    public static List<Range> of(String text, int limit) {
        return new TextSplitter(text, limit).ranges();
    }

    private List<Range> ranges() {
        var ranges = new ArrayList<Range>();
        int from = skipBlanks(0);
        while (from < text.length()) {
            int to = text.length() - from <= limit ? text.length() : cut(from);
            ranges.add(new Range(from, trimmed(from, to)));
            from = skipBlanks(to);
        }
        return ranges;
    }

    private int cut(int from) {
        int most = from + limit;
        int fair = from + Math.max(1, limit / SHORTEST_SHARE);
        int paragraph = text.lastIndexOf("\n\n", most);
        int line = paragraph >= fair ? paragraph : text.lastIndexOf('\n', most);
        int sentence = line >= fair ? line : sentences.preceding(most + 1);
        int word = sentence >= fair ? sentence : lastBlank(most, fair);
        int character = word >= fair ? word : characters.preceding(most + 1);
        return character > from ? character : betweenSurrogates(most);
    }

    private int lastBlank(int most, int least) {
        int at = most;
        while (at >= least && !isBlankAlone(at)) {
            at--;
        }
        return at;
    }

    /** A blank that a mark is put upon belongs to that mark. */
    private boolean isBlankAlone(int at) {
        return Character.isWhitespace(text.charAt(at)) && characters.isBoundary(at) && characters.isBoundary(at + 1);
    }

    private int betweenSurrogates(int at) {
        return Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at)) ? at - 1 : at;
    }

    private int skipBlanks(int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int trimmed(int from, int to) {
        int at = to;
        while (at > from && Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }
}
