package io.parley.desk.faq;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts in which something stands out. */
final class MarkedText {
    private MarkedText() {}

    /** A part of a text. */
    record Piece(String text, boolean marked) {}

    /** A text cut where one of the values stands in it, in any case and not within a longer word. */
    static List<Piece> of(String text, Collection<String> values) {
        String wanted = values.stream().filter(value -> !value.isBlank()).distinct().map(Pattern::quote)
                .collect(Collectors.joining("|"));
        if (wanted.isEmpty()) {
            return List.of(new Piece(text, false));
        }
        List<Piece> pieces = new ArrayList<>();
        Matcher found = Pattern.compile("(?iu)(?<![\\p{L}\\p{Nd}])(?:" + wanted + ")(?![\\p{L}\\p{Nd}])").matcher(text);
        int done = 0;
        while (found.find()) {
            pieces.add(new Piece(text.substring(done, found.start()), false));
            pieces.add(new Piece(found.group(), true));
            done = found.end();
        }
        pieces.add(new Piece(text.substring(done), false));
        return pieces.stream().filter(piece -> !piece.text().isEmpty()).toList();
    }
}
