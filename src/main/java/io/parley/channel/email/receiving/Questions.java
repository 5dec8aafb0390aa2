package io.parley.channel.email.receiving;

import io.parley.channel.text.YamlTexts;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes the questions of a mail apart where several stand on their own, each with what was said before it; the words are in
 * {@code channels/email/questions.yaml}.
 */
public final class Questions {
    private static final int MOST = 6;
    private static final int LONGEST = 6_000;
    private static final int LONGEST_COURTESY = 60;
    /** How many signs may follow a question mark, such as others of its kind. */
    private static final int LONGEST_END = 80;
    private static final Pattern ITEM = Pattern
            .compile("^\\s{0,8}(?:\\(?\\d{1,2}[.):]|[a-f]\\)|[-*\u2022\u2013])\\s+(?=\\S)");
    private static final Pattern ASKS = Pattern
            .compile("[?\uff1f\u061f][\\s\\p{Pe}\\p{Pf}\"'!\uff01.?\uff1f\\p{So}]*$");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}'\u2019]+");
    private static final Pattern NO_BLANKS = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]{3,}");

    private final Set<String> common;
    private final List<String> farewell;
    private final List<String> greeting;
    private final Pattern joint;
    private final Pattern asking;
    private final Set<String> pointing;

    /** A reader that knows the words of these texts. */
    public Questions(YamlTexts texts) {
        this.common = new TreeSet<>(lower(texts, "common"));
        this.farewell = lower(texts, "farewell");
        this.greeting = lower(texts, "greeting");
        String asks = "(?:" + any(texts, "asking") + ")(?!\\p{L})";
        this.asking = Pattern.compile("(?iu)^[\u00bf\\s]*+" + asks);
        this.joint = Pattern.compile("(?iu)\\s*,?\\s(?:" + any(texts, "joining") + ")\\s+(?=" + asks + ")");
        this.pointing = new TreeSet<>(lower(texts, "pointing"));
    }

    private static String any(YamlTexts texts, String key) {
        return texts.list(key).stream().map(Pattern::quote).collect(Collectors.joining("|"));
    }

    private static List<String> lower(YamlTexts texts, String key) {
        return texts.list(key).stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    }

    /**
     * A piece of the text: a sentence, or an item of a list.
     *
     * @param asks whether it is a question that stands on its own
     */
    private record Piece(String text, boolean asks) {}

    /**
     * The questions, 6 at most; the whole text where there is one only, or none.
     *
     * @param name the writer's, as far as it is known; may be empty
     */
    public List<String> in(String text, String name) {
        if (text.length() > LONGEST) {
            return List.of(text);
        }
        List<String> questions = joined(pieces(unsigned(text, name)));
        return questions.size() < 2 ? List.of(text) : questions;
    }

    /** What a text says between its greeting and its leave, if each stands on lines of its own. */
    String body(String text, String name) {
        List<String> lines = unsigned(text, name).lines().filter(line -> !line.isBlank()).toList();
        boolean greets = lines.size() > 1 && startsWith(lines.getFirst(), greeting)
                && lines.getFirst().length() < LONGEST_COURTESY && !asks(lines.getFirst());
        return String.join("\n", greets ? lines.subList(1, lines.size()) : lines);
    }

    /** The text without its leave and signature: from a line on that takes leave or is a name, and behind which nothing is asked. */
    private String unsigned(String text, String name) {
        List<String> lines = text.lines().toList();
        int asked = lines.size() - 1;
        while (asked >= 0 && !asks(lines.get(asked))) {
            asked--;
        }
        for (int i = Math.max(1, asked + 1); i < lines.size(); i++) {
            String line = lines.get(i);
            boolean wrapped = i + 1 < lines.size() && !lines.get(i + 1).isEmpty()
                    && Character.isLowerCase(lines.get(i + 1).codePointAt(0));
            if (line.length() < LONGEST_COURTESY && !wrapped && (startsWith(line, farewell) || isSigned(line, name))) {
                return String.join("\n", lines.subList(0, i));
            }
        }
        return text;
    }

    /** Whether a line holds words of the writer's name and nothing else. */
    private static boolean isSigned(String line, String name) {
        List<String> words = words(line);
        return !words.isEmpty() && words(name).containsAll(words);
    }

    private static List<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(word -> word.group()).toList();
    }

    private List<Piece> pieces(String text) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder paragraph = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            boolean item = ITEM.matcher(line).find();
            boolean alone = pieces.isEmpty() && paragraph.isEmpty() && startsWith(line, greeting)
                    && line.length() < LONGEST_COURTESY;
            if (item || line.isBlank()) {
                addSentences(paragraph, pieces);
            }
            paragraph.append(paragraph.isEmpty() ? "" : " ").append(ITEM.matcher(line).replaceFirst("").strip());
            if (alone && !asks(line)) {
                addSentences(paragraph, pieces);
            }
        }
        addSentences(paragraph, pieces);
        return pieces;
    }

    private void addSentences(StringBuilder paragraph, List<Piece> pieces) {
        String text = paragraph.toString().strip();
        paragraph.setLength(0);
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(text);
        int from = 0;
        for (int to = sentences.next(); to != BreakIterator.DONE; to = sentences.next()) {
            String sentence = text.substring(from, to).strip();
            from = to;
            if (!sentence.isEmpty()) {
                clauses(sentence)
                        .forEach(clause -> pieces.add(new Piece(clause, asks(clause) && standsAlone(clause))));
            }
        }
    }

    /** The two questions of a sentence that holds two, neither of which leans on the other; else the sentence. */
    private List<String> clauses(String sentence) {
        Matcher joined = joint.matcher(sentence);
        if (!asks(sentence) || !asking.matcher(sentence).find() || !joined.find()) {
            return List.of(sentence);
        }
        String first = sentence.substring(0, joined.start());
        String second = sentence.substring(joined.end());
        return standsAlone(first) && standsAlone(second) && words(second).stream().noneMatch(pointing::contains)
                ? List.of(first + "?", second)
                : List.of(sentence);
    }

    /**
     * Joins pieces into questions: text before a question belongs to it; text behind the last question belongs to that
     * one, except a farewell.
     */
    private List<String> joined(List<Piece> pieces) {
        List<String> questions = new ArrayList<>();
        StringBuilder before = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (isFarewell(piece) && pieces.subList(i, pieces.size()).stream().noneMatch(Piece::asks)) {
                break;
            }
            if (!piece.asks && (isGreeting(piece, i) || continues(piece, questions, before))) {
                continue;
            }
            before.append(before.isEmpty() ? "" : " ").append(piece.text);
            if (piece.asks) {
                add(questions, before.toString());
                before.setLength(0);
            }
        }
        if (!before.isEmpty() && !questions.isEmpty()) {
            questions.addLast(questions.removeLast() + " " + before);
        }
        return questions;
    }

    private boolean isFarewell(Piece piece) {
        return startsWith(piece.text, farewell) && piece.text.length() < LONGEST_COURTESY;
    }

    private boolean isGreeting(Piece piece, int at) {
        return at == 0 && startsWith(piece.text, greeting) && piece.text.length() < LONGEST_COURTESY;
    }

    /** A question that does not stand on its own goes with the one right before it. */
    private static boolean continues(Piece piece, List<String> questions, StringBuilder before) {
        boolean after = asks(piece.text) && before.isEmpty() && !questions.isEmpty();
        if (after) {
            questions.addLast(questions.removeLast() + " " + piece.text);
        }
        return after;
    }

    private static void add(List<String> questions, String question) {
        if (questions.size() < MOST) {
            questions.add(question);
        } else {
            questions.addLast(questions.removeLast() + " " + question);
        }
    }

    private static boolean asks(String text) {
        return ASKS.matcher(text.substring(Math.max(0, text.length() - LONGEST_END))).find();
    }

    private boolean standsAlone(String sentence) {
        boolean words = words(sentence).stream().map(word -> word.replace('\u2019', '\''))
                .anyMatch(word -> word.length() > 1 && !common.contains(word) && !isAsianPart(word));
        return words || NO_BLANKS.matcher(sentence).results().mapToInt(m -> m.group().length()).sum() >= 4;
    }

    private static boolean isAsianPart(String word) {
        return word.length() < 4 && NO_BLANKS.matcher(word).find();
    }

    private static boolean startsWith(String text, List<String> words) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(word -> lower.startsWith(word)
                && (lower.length() == word.length() || !Character.isLetter(lower.codePointAt(word.length()))));
    }
}
