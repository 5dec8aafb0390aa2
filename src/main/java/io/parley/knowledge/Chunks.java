package io.parley.knowledge;

import java.text.BreakIterator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a text into pieces that the embedding model can take whole. Pieces end where sentences end, else between words,
 * else anywhere; a piece begins with the last sentence of the one before when that one is short, so that what belongs
 * together is found together.
 */
public final class Chunks {

    /** How many word pieces a piece has at most; some fewer than the model takes, since counts of parts do not add up. */
    static final int SIZE = 110;

    /** How many word pieces each end of a long question has at most: two of these cost what ten short questions do. */
    static final int END_SIZE = 80;

    private static final int OVERLAP = 25;

    private final WordPieces wordPieces;
    private final int most;

    Chunks(WordPieces wordPieces) {
        this(wordPieces, SIZE);
    }

    private Chunks(WordPieces wordPieces, int most) {
        this.wordPieces = wordPieces;
        this.most = most;
    }

    /** The pieces of a text in their order; none of a blank one, the text itself when it is short. */
    public List<String> of(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return List.of();
        }
        if (fits(stripped)) {
            return List.of(stripped);
        }
        Packing packing = new Packing();
        parts(stripped).forEach(packing::add);
        return packing.finished();
    }

    /** The first piece and the last of a long text, both shorter than its other pieces; a short text itself. */
    List<String> ends(String text) {
        List<String> pieces = of(text);
        if (pieces.size() <= 1) {
            return pieces;
        }
        List<String> shorter = new Chunks(wordPieces, END_SIZE).of(text);
        return List.of(shorter.getFirst(), shorter.getLast());
    }

    /** A word piece has at least one character, so a text with few characters needs no counting. */
    private boolean fits(String text) {
        return text.length() <= most || wordPieces.count(text) <= most;
    }

    private List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        for (String sentence : split(text, BreakIterator.getSentenceInstance(Locale.ROOT))) {
            parts.addAll(fits(sentence) ? List.of(sentence) : partsOfSentence(sentence));
        }
        return parts;
    }

    private List<String> partsOfSentence(String sentence) {
        List<String> parts = new ArrayList<>();
        for (String word : split(sentence, BreakIterator.getLineInstance(Locale.ROOT))) {
            parts.addAll(fits(word) ? List.of(word) : halves(word));
        }
        return parts;
    }

    private List<String> halves(String word) {
        int middle = word.offsetByCodePoints(0, word.codePointCount(0, word.length()) / 2);
        List<String> parts = new ArrayList<>();
        for (String half : List.of(word.substring(0, middle), word.substring(middle))) {
            parts.addAll(fits(half) ? List.of(half) : halves(half));
        }
        return parts;
    }

    private static List<String> split(String text, BreakIterator breaks) {
        breaks.setText(text);
        List<String> parts = new ArrayList<>();
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
            parts.add(text.substring(from, to));
            from = to;
        }
        return parts;
    }

    /** Fills one piece after the other. */
    private final class Packing {
        private final List<String> pieces = new ArrayList<>();
        private final Deque<Part> open = new ArrayDeque<>();
        private int size;

        private record Part(String text, int size) {}

        void add(String text) {
            Part part = new Part(text, wordPieces.count(text));
            if (size + part.size > most) {
                close(part);
            }
            open.add(part);
            size += part.size;
        }

        private void close(Part next) {
            emit();
            Part last = open.peekLast();
            open.clear();
            size = 0;
            if (last != null && last.size <= OVERLAP && last.size + next.size <= most) {
                open.add(last);
                size = last.size;
            }
        }

        private void emit() {
            StringBuilder piece = new StringBuilder();
            open.forEach(part -> piece.append(part.text));
            String text = piece.toString().strip();
            if (!text.isEmpty()) {
                pieces.add(text);
            }
        }

        List<String> finished() {
            emit();
            return List.copyOf(pieces);
        }
    }
}
