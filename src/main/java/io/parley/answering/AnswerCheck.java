package io.parley.answering;

import io.parley.knowledge.FaqEntry;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model wrote is checked before a customer reads it. In doubt it is not sent: the nearest FAQ entries are always
 * there instead.
 */
final class AnswerCheck {

    private static final Pattern CITATION = Pattern.compile("\\s*[\\[【](\\d{1,9}(?:\\s*[,;]\\s*\\d{1,9})*)[]】]");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private final int longest;

    /** A check that lets at most so many characters pass. */
    AnswerCheck(int longest) {
        this.longest = longest;
    }

    /** Why an answer is not sent. */
    enum Problem {
        EMPTY(HandoffReason.FAILURE), TOO_LONG(HandoffReason.FAILURE), NO_CITATION(
                HandoffReason.FAILURE), UNKNOWN_CITATION(HandoffReason.FAILURE), MARKUP(HandoffReason.POLICY), LEAK(
                        HandoffReason.POLICY), PLAYS_A_PART(HandoffReason.POLICY), REPEATS_THE_CUSTOMER(
                                HandoffReason.POLICY), UNKNOWN_ADDRESS(HandoffReason.POLICY), UNKNOWN_NAME(
                                        HandoffReason.POLICY), UNKNOWN_NUMBER(
                                                HandoffReason.FAILURE), UNGROUNDED(HandoffReason.FAILURE);

        private final HandoffReason reason;

        Problem(HandoffReason reason) {
            this.reason = reason;
        }

        HandoffReason reason() {
            return reason;
        }
    }

    /** What the check comes to. */
    sealed interface Verdict {
        /** It can be sent: plain text without citation marks, and the entries that it cites. */
        record Passed(String text, List<FaqEntry> cited) implements Verdict {}

        /** It cannot. */
        record Refused(Problem problem) implements Verdict {}
    }

    Verdict check(ModelReply reply, Evidence evidence) {
        String marked = PlainText.of(reply.answer());
        NavigableSet<Integer> numbers = citations(marked, reply.sources());
        String text = CITATION.matcher(marked).replaceAll("").strip();
        Optional<Problem> problem = form(text).or(() -> citation(numbers, evidence.entries().size()))
                .or(() -> Hijack.find(reply.answer(), text, evidence)).or(() -> Provenance.check(text, evidence))
                .or(() -> Grounding.check(text, cited(numbers, evidence), evidence));
        return problem.<Verdict>map(Verdict.Refused::new)
                .orElseGet(() -> new Verdict.Passed(text, cited(numbers, evidence)));
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

    private static Optional<Problem> citation(NavigableSet<Integer> numbers, int entries) {
        if (numbers.isEmpty()) {
            return Optional.of(Problem.NO_CITATION);
        }
        return numbers.first() < 1 || numbers.last() > entries
                ? Optional.of(Problem.UNKNOWN_CITATION)
                : Optional.empty();
    }

    private static NavigableSet<Integer> citations(String text, List<Integer> sources) {
        NavigableSet<Integer> numbers = new TreeSet<>(sources);
        Matcher citation = CITATION.matcher(text);
        while (citation.find()) {
            NUMBER.matcher(citation.group(1)).results().map(MatchResult::group).map(Integer::valueOf)
                    .forEach(numbers::add);
        }
        return numbers;
    }

    private static List<FaqEntry> cited(NavigableSet<Integer> numbers, Evidence evidence) {
        return numbers.stream().map(number -> evidence.entries().get(number - 1)).toList();
    }
}
