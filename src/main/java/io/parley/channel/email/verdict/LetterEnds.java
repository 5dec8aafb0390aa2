package io.parley.channel.email.verdict;

import io.parley.channel.email.verdict.VerdictLexicon.Clause;
import io.parley.channel.email.verdict.VerdictLexicon.Kind;
import io.parley.channel.email.verdict.VerdictLexicon.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes the greeting and the leave off a short letter, with the names and the signature that go with them. */
final class LetterEnds {
    private static final int LONGEST_GREETING = 6;
    private static final int LONGEST_NAME = 3;
    private static final int LONGEST_SIGNATURE = 40;
    private static final int SHORTEST_NUMBER = 8;
    /** What a signature may hold. */
    private static final Set<Kind> SIGNING = Set.of(Kind.UNKNOWN, Kind.FILLER, Kind.ABOUT, Kind.HELP, Kind.CLOSING,
            Kind.THANKS, Kind.GREETING, Kind.AND);

    private LetterEnds() {}

    /** The clauses between greeting and leave. */
    static List<Clause> off(List<Clause> clauses) {
        List<Clause> rest = new ArrayList<>(clauses);
        if (!rest.isEmpty() && rest.getFirst().words().getFirst().kind() == Kind.GREETING) {
            ungreet(rest);
        }
        for (int i = 0; i < rest.size(); i++) {
            if (isLeave(rest, i)) {
                return rest.subList(0, i);
            }
        }
        return rest;
    }

    private static void ungreet(List<Clause> clauses) {
        List<Word> words = clauses.getFirst().words();
        int end = 1;
        boolean all = words.size() <= LONGEST_GREETING && words.stream().allMatch(word -> word.kind() == Kind.GREETING
                || word.kind() == Kind.FILLER || word.kind() == Kind.HELP || word.kind() == Kind.ABOUT
                || word.kind() == Kind.AND || word.isName());
        while (end < words.size() && words.get(end).isName()) {
            end++;
        }
        if (all || end == words.size()) {
            clauses.removeFirst();
        } else {
            clauses.set(0, new Clause(words.subList(end, words.size()), true));
        }
    }

    /** Whether a leave begins at a clause, and nothing but a name and a signature follows. */
    private static boolean isLeave(List<Clause> clauses, int at) {
        Clause clause = clauses.get(at);
        List<Clause> rest = clauses.subList(at, clauses.size());
        boolean closing = clause.words().getFirst().kind() == Kind.CLOSING;
        boolean name = at > 0 && isName(clause)
                && (clause.beginsLine() || clauses.get(at - 1).hasOnly(Kind.THANKS, Kind.FILLER, Kind.CLOSING));
        return (closing || name) && rest.stream().mapToInt(c -> c.words().size()).sum() <= LONGEST_SIGNATURE
                && rest.stream().flatMap(c -> c.words().stream()).allMatch(word -> SIGNING.contains(word.kind()))
                && (closing || rest.stream()
                        .allMatch(c -> c.words().getFirst().isName() || !c.beginsLine() || isNumber(c)));
    }

    /** Whether it may be a telephone number. */
    private static boolean isNumber(Clause clause) {
        return clause.words().stream().allMatch(word -> Character.isDigit(word.typed().codePointAt(0)))
                && clause.words().stream().mapToInt(word -> word.typed().length()).sum() >= SHORTEST_NUMBER;
    }

    private static boolean isName(Clause clause) {
        return clause.words().size() <= LONGEST_NAME && clause.words().stream().allMatch(Word::isName);
    }
}
