package io.parley.answering.words;

import java.util.List;

/** Removes the courtesies of a short letter: the greeting line, and the closing with the name below it. */
public final class Courtesies {

    private static final int LONGEST_OPENING = 4;
    private static final int LONGEST_LEAVE = 8;
    private static final int MOST_LINES_AFTER = 8;
    private static final int LONGEST_NAME = 3;

    private final Vocabulary greeting;
    private final Vocabulary opening;
    private final Vocabulary closing;
    private final Vocabulary thanks;
    private final Vocabulary complaint;

    /** The courtesies that these phrases list. */
    public Courtesies(Phrases phrases) {
        this.greeting = new Vocabulary(phrases.greeting());
        this.opening = new Vocabulary(phrases.letter().opening());
        this.closing = new Vocabulary(phrases.letter().closing());
        this.thanks = new Vocabulary(phrases.thanks());
        this.complaint = new Vocabulary(phrases.complaint());
    }

    /** The words of the text between the greeting line and the closing. */
    public List<String> without(String text) {
        List<String> lines = text.lines().filter(line -> !Words.of(line).isEmpty()).toList();
        int from = lines.size() > 1 && isOpening(lines.getFirst()) ? 1 : 0;
        int to = from + 1;
        while (to < lines.size() && !isLeave(lines.subList(to, lines.size()))) {
            to++;
        }
        return lines.isEmpty() ? List.of() : Words.of(String.join("\n", lines.subList(from, to)));
    }

    /** Whether a closing, followed by a name at most, is all that remains from this word on. */
    boolean isLeaveAt(List<String> words, int from) {
        int closes = closing.lengthAt(words, from);
        int thanking = thanks.lengthAt(words, from);
        int rest = words.size() - from;
        return (closes > 0 && rest - closes <= LONGEST_NAME) || (thanking > 0 && rest - thanking <= 1);
    }

    private boolean isOpening(String line) {
        List<String> words = Words.of(line);
        return words.size() <= LONGEST_OPENING && (greeting.begins(words) || opening.begins(words))
                && words.stream().allMatch(word -> Character.isLetter(word.codePointAt(0)));
    }

    private boolean isLeave(List<String> rest) {
        List<String> words = Words.of(rest.getFirst());
        boolean leave = closing.begins(words) || (thanks.begins(words) && !complaint.isIn(words))
                || (rest.size() == 1 && isName(rest.getFirst()));
        return leave && rest.size() <= MOST_LINES_AFTER && rest.stream().allMatch(Courtesies::isShort);
    }

    private static boolean isShort(String line) {
        return line.indexOf('?') < 0 && Words.of(line).size() <= LONGEST_LEAVE;
    }

    private static boolean isName(String line) {
        String[] words = line.strip().split("\\s+");
        return words.length <= LONGEST_NAME && line.indexOf('?') < 0
                && List.of(words).stream().allMatch(word -> Character.isUpperCase(word.codePointAt(0)));
    }
}
