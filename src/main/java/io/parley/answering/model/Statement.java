package io.parley.answering.model;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One sentence of an answer.
 *
 * @param text  without the marks of its citations
 * @param cited the numbers that it cites
 */
record Statement(String text, NavigableSet<Integer> cited) {

    /** Marks of citations, such as {@code [1]}, {@code [1, 2]} and {@code 【1】}. */
    static final Pattern CITATION = Pattern.compile("\\s*[\\[【](\\d{1,9}(?:\\s*[,;]\\s*\\d{1,9})*)[]】]");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    /** The end of a sentence, with the marks behind it; a line ends one, too, unless it ends with a colon. */
    private static final Pattern END = Pattern.compile("(?:(?:[.!?]+[\"'”’»)]*(?=\\s|$|[\\[【])|[。！？!?]+)"
            + "(?:\\s*[\\[【]\\d{1,9}(?:\\s*[,;]\\s*\\d{1,9})*[]】])*[.!?。]*|(?<![:\\s])\\s*\\n+)");
    private static final Pattern ABBREVIATED = Pattern.compile(
            "(?i)(?:^|[\\s(.])(?:\\p{L}|e\\.g|i\\.e|z\\.b|d\\.h|no|nr|st|approx|ca|bzw|usw|etc|vs|mr|mrs|ms|dr|tel|max|min)\\.$");
    private static final Pattern LIST_MARK = Pattern.compile("(?m)^(?:\\d{1,2}[.)]|[•*-])\\s+");
    private static final Pattern LIST_NUMBER = Pattern.compile("(?:^|\\n)\\s*\\d{1,2}\\.$");

    /** The sentences of an answer that still has its marks, in their order. */
    static List<Statement> of(String marked) {
        List<Statement> statements = new ArrayList<>();
        Matcher end = END.matcher(marked);
        int from = 0;
        while (end.find()) {
            if (!isWithin(marked.substring(from, end.end()))) {
                add(marked.substring(from, end.end()), statements);
                from = end.end();
            }
        }
        add(marked.substring(from), statements);
        return statements;
    }

    /** Whether the full stop belongs to an abbreviation or to the number of a list. */
    private static boolean isWithin(String text) {
        String stripped = text.stripTrailing();
        return !text.endsWith("\n")
                && (ABBREVIATED.matcher(stripped).find() || LIST_NUMBER.matcher(stripped).find());
    }

    private static void add(String marked, List<Statement> statements) {
        NavigableSet<Integer> cited = new TreeSet<>();
        CITATION.matcher(marked).results()
                .forEach(mark -> NUMBER.matcher(mark.group(1)).results().map(MatchResult::group).map(Integer::valueOf)
                        .forEach(cited::add));
        String text = LIST_MARK.matcher(CITATION.matcher(marked).replaceAll("").strip()).replaceAll("");
        if (text.codePoints().anyMatch(Character::isLetterOrDigit)) {
            statements.add(new Statement(text, cited));
        } else if (!cited.isEmpty() && !statements.isEmpty()) {
            statements.getLast().cited().addAll(cited);
        }
    }
}
