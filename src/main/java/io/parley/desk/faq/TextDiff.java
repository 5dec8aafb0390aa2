package io.parley.desk.faq;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.DeltaType;
import io.parley.knowledge.faq.EntryFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What became of texts, word by word. */
final class TextDiff {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=\\s)(?=\\S)");

    private TextDiff() {}

    /** What became of a piece of a text. */
    enum Fate {
        /** It stayed. */
        SAME,
        /** It was taken away. */
        GONE,
        /** It was added. */
        NEW;

        /** The word by which pages know it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A piece of a text, and what became of it. */
    record Piece(Fate fate, String text) {}

    /** A field that was changed. */
    record Change(String field, List<Piece> pieces) {}

    /** The fields of an entry that were changed. */
    static List<Change> between(EntryFields before, EntryFields after) {
        return EntryFields.NAMES.stream().filter(name -> !before.text(name).equals(after.text(name)))
                .map(name -> new Change(name, pieces(before.text(name), after.text(name)))).toList();
    }

    static List<Piece> pieces(String before, String after) {
        List<Piece> pieces = new ArrayList<>();
        for (AbstractDelta<String> delta : DiffUtils
                .diff(words(before), words(after), new MyersDiffWithLinearSpace<>(), null, true).getDeltas()) {
            if (delta.getType() == DeltaType.EQUAL) {
                add(pieces, Fate.SAME, delta.getSource().getLines());
            } else {
                add(pieces, Fate.GONE, delta.getSource().getLines());
                add(pieces, Fate.NEW, delta.getTarget().getLines());
            }
        }
        return pieces;
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(BETWEEN_WORDS.split(text));
    }

    /** What went stands before what came in its place. */
    private static void add(List<Piece> pieces, Fate fate, List<String> words) {
        boolean isBefore = fate == Fate.GONE && !pieces.isEmpty() && pieces.getLast().fate() == Fate.NEW;
        if (!words.isEmpty()) {
            pieces.add(isBefore ? pieces.size() - 1 : pieces.size(), new Piece(fate, String.join("", words)));
        }
    }
}
