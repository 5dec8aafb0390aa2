package io.parley.answering.model;

import io.parley.answering.words.AnswerWords;
import io.parley.answering.words.Tongue;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.secrets.PersonalData;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks a model's answer before a customer reads it. An answer in doubt is not sent: the nearest FAQ entries are shown
 * instead.
 */
final class AnswerCheck {

    private static final Pattern USUAL = Pattern.compile("[\\t\\n -~À-ÖØ-öø-ÿŒœŸẞ£€¥°§«»¡¿‐-—‘-„•·×−⁄₂，-？、。《》「」【】]"
            + "|\\p{IsHan}|[\\p{IsEmoji_Presentation}&&[^\\x{1F100}-\\x{1F2FF}]]|\\p{IsEmoji_Modifier}");

    private final int longest;
    private final AnswerWords words;
    private final boolean citesEach;

    /**
     * A check.
     *
     * @param longest   the most characters that may pass
     * @param words     the words of the languages in which an answer may be written
     * @param citesEach whether each sentence cites for itself; otherwise one without a mark rests on what the next one cites
     */
    AnswerCheck(int longest, AnswerWords words, boolean citesEach) {
        this.longest = longest;
        this.words = words;
        this.citesEach = citesEach;
    }

    /** Why an answer is not sent. */
    enum Problem {
        EMPTY, TOO_LONG, NO_CITATION, UNKNOWN_CITATION, MARKUP, LEAK, PLAYS_A_PART, REPEATS_THE_CUSTOMER, UNUSUAL_SIGN, OTHER_LANGUAGE, UNKNOWN_ADDRESS, UNKNOWN_NAME, UNKNOWN_NUMBER, UNKNOWN_TOKEN, UNGROUNDED, PROMISE, ASKS_FOR_SECRET, TURNED_ROUND;

        /** Whether the answer could do harm, and is not merely wrong. */
        boolean isHarmful() {
            return switch (this) {
                case MARKUP, LEAK, PLAYS_A_PART, REPEATS_THE_CUSTOMER, UNUSUAL_SIGN, UNKNOWN_ADDRESS, UNKNOWN_NAME,
                        PROMISE, ASKS_FOR_SECRET ->
                    true;
                case EMPTY, TOO_LONG, NO_CITATION, UNKNOWN_CITATION, OTHER_LANGUAGE, UNKNOWN_NUMBER, UNKNOWN_TOKEN,
                        UNGROUNDED,
                        TURNED_ROUND ->
                    false;
            };
        }
    }

    /** The result of the check. */
    sealed interface Verdict {
        /**
         * It can be sent: plain text without citation marks and with what is the customer's own, and the entries that it
         * cites.
         */
        record Passed(String text, List<FaqEntry> cited) implements Verdict {}

        /** It cannot. */
        record Refused(Problem problem) implements Verdict {}
    }

    Verdict check(ModelReply reply, Evidence evidence) {
        String written = PlainText.of(reply.answer());
        String marked = PersonalData.without(written);
        String text = withoutCitations(marked);
        String sent = evidence.own().restored(withoutCitations(written));
        Optional<Problem> form = form(text).or(() -> form(sent));
        if (form.isPresent()) {
            return new Verdict.Refused(form.get());
        }
        List<Statement> statements = Statement.of(marked);
        NavigableSet<Integer> numbers = cited(statements);
        Optional<Problem> problem = citation(numbers, reply.sources(), evidence.entries().size())
                .or(() -> InjectionDetector.find(PersonalData.without(reply.answer()), text, evidence))
                .or(() -> ownData(written, sent, evidence))
                .or(() -> content(text, statements, evidence));
        return problem.<Verdict>map(Verdict.Refused::new)
                .orElseGet(() -> new Verdict.Passed(sent, cited(numbers, evidence)));
    }

    private static String withoutCitations(String marked) {
        return Statement.CITATION.matcher(marked).replaceAll("").strip();
    }

    /**
     * The problem of what is the customer's own: the checks do not read it, so it stands by itself, stands for something that
     * the customer wrote, and holds no words by which somebody promises or asks.
     */
    private Optional<Problem> ownData(String written, String sent, Evidence evidence) {
        if (evidence.own().isMisused(written)) {
            return Optional.of(Problem.UNKNOWN_TOKEN);
        }
        if (InjectionDetector.playsPart(sent, evidence)) {
            return Optional.of(Problem.PLAYS_A_PART);
        }
        List<String> chosen = evidence.own().chosenWords(written);
        return chosen.stream().anyMatch(words::weigh) ? Optional.of(Problem.PROMISE) : Optional.empty();
    }

    private Optional<Problem> form(String text) {
        if (text.isBlank()) {
            return Optional.of(Problem.EMPTY);
        }
        if (text.length() > longest) {
            return Optional.of(Problem.TOO_LONG);
        }
        return PlainText.holdsMarkup(text) ? Optional.of(Problem.MARKUP) : Optional.empty();
    }

    private static Optional<Problem> citation(NavigableSet<Integer> numbers, List<Integer> sources, int entries) {
        if (numbers.isEmpty()) {
            return Optional.of(Problem.NO_CITATION);
        }
        return Stream.concat(numbers.stream(), sources.stream()).anyMatch(number -> number < 1 || number > entries)
                ? Optional.of(Problem.UNKNOWN_CITATION)
                : Optional.empty();
    }

    /** The problem of the sentences or of their language. */
    private Optional<Problem> content(String text, List<Statement> statements, Evidence evidence) {
        Optional<Tongue> language = words.of(Evidence.saidBy(cited(cited(statements), evidence)));
        if (language.isEmpty() || words.of(text).filter(spoken -> !spoken.equals(language.get())).isPresent()) {
            return Optional.of(Problem.OTHER_LANGUAGE);
        }
        if (holdsUnusualSign(text, evidence)) {
            return Optional.of(Problem.UNUSUAL_SIGN);
        }
        NavigableSet<Integer> behind = new TreeSet<>();
        for (Statement statement : statements.reversed()) {
            if (!statement.cited().isEmpty()) {
                behind = statement.cited();
            }
            Optional<Problem> problem = content(statement, citesEach ? statement.cited() : behind, language.get(),
                    evidence);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private Optional<Problem> content(Statement statement, NavigableSet<Integer> numbers, Tongue language,
            Evidence evidence) {
        if (numbers.isEmpty()) {
            return language.isCourtesy(statement.text()) ? Optional.empty() : Optional.of(Problem.NO_CITATION);
        }
        Source source = Source.of(cited(numbers, evidence), evidence, language);
        return UnsupportedClaims.check(statement.text(), source)
                .or(() -> new Grounding(language, source).check(language.withoutCourtesy(statement.text())));
    }

    private static NavigableSet<Integer> cited(List<Statement> statements) {
        NavigableSet<Integer> numbers = new TreeSet<>();
        statements.forEach(statement -> numbers.addAll(statement.cited()));
        return numbers;
    }

    /** Signs that look like others, or spell something that no check reads, unless an entry has them. */
    private static boolean holdsUnusualSign(String text, Evidence evidence) {
        String known = PlainText.signs(evidence.published());
        return USUAL.matcher(text).replaceAll("").codePoints().anyMatch(sign -> known.indexOf(sign) < 0);
    }

    private static List<FaqEntry> cited(NavigableSet<Integer> numbers, Evidence evidence) {
        return numbers.stream().map(number -> evidence.entries().get(number - 1)).toList();
    }
}
