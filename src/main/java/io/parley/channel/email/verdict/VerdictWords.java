package io.parley.channel.email.verdict;

import io.parley.channel.email.verdict.VerdictLexicon.Clause;
import io.parley.channel.email.verdict.VerdictLexicon.Kind;
import io.parley.channel.email.verdict.VerdictLexicon.Word;
import io.parley.channel.text.YamlTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells a reply that is nothing but a verdict, thanks or a wish for silence. Each clause says one thing, a "not" turns round what
 * its clause says, and clauses that contradict each other say nothing.
 */
public final class VerdictWords {
    private static final int LONGEST = 600;
    private static final Pattern QUESTION = Pattern.compile("[?\uff1f\u061f]");
    private static final Set<Kind> VERDICTS = Set.of(Kind.HELPED, Kind.PRAISE, Kind.NOT_HELPED);

    private final VerdictLexicon lexicon;
    private final Outcomes outcomes;

    /** What such a reply says. */
    public enum Said {
        HELPED, DID_NOT_HELP, THANKS, UNSUBSCRIBE
    }

    private enum Meaning {
        UP, PRAISE, DOWN, YES, NO, NOT, THANKS, SILENCE, STOP, PLEASE, NOTHING, UNCLEAR
    }

    /** A reader that knows the words of these texts. */
    public VerdictWords(YamlTexts texts) {
        this.lexicon = new VerdictLexicon(texts);
        this.outcomes = new Outcomes(texts);
    }

    /**
     * What a reply says; empty when it says anything else, or more.
     *
     * @param name the writer's name, which may stand in it
     * @param asked whether it answers "Did this help?", so that a mere yes or no is a verdict
     */
    public Optional<Said> of(String reply, String name, boolean asked) {
        if (mayBeQuestion(reply)) {
            return Optional.empty();
        }
        List<Clause> body = body(reply, name);
        List<Meaning> meanings = meanings(body);
        boolean but = body.stream().anyMatch(clause -> clause.has(Kind.BUT) || clause.has(Kind.STILL));
        return meanings.contains(Meaning.UNCLEAR) ? Optional.empty() : together(meanings, but, asked);
    }

    /** What a longer answer to "Did this help?" tells of how the matter came out; empty when it does not tell. */
    public Optional<Said> told(String reply, String name) {
        return outcomes.of(reply, name);
    }

    private static boolean mayBeQuestion(String reply) {
        return reply.length() > LONGEST || QUESTION.matcher(reply).find();
    }

    /** What stands between greeting and leave. */
    private List<Clause> body(String reply, String name) {
        Set<String> names = Set.copyOf(List.of(name.toLowerCase(Locale.ROOT).split("[\\s,.]+")));
        return LetterEnds.off(lexicon.clauses(reply).stream().map(clause -> without(names, clause))
                .filter(clause -> !clause.words().isEmpty()).toList());
    }

    private static List<Meaning> meanings(List<Clause> body) {
        List<Meaning> meanings = new ArrayList<>();
        body.stream().flatMap(VerdictWords::parted).forEach(clause -> add(meanings, clause));
        return meanings;
    }

    private static Clause without(Set<String> names, Clause clause) {
        return new Clause(clause.words().stream().filter(word -> word.kind() != Kind.UNKNOWN
                || !names.contains(word.typed().toLowerCase(Locale.ROOT))).toList(), clause.beginsLine());
    }

    /** "No, thanks" on one line is a courtesy and no verdict. */
    private static void add(List<Meaning> meanings, Clause clause) {
        Meaning meaning = meaning(clause);
        if (meaning == Meaning.THANKS && !clause.beginsLine() && !meanings.isEmpty()
                && meanings.getLast() == Meaning.NO) {
            meanings.removeLast();
        }
        meanings.add(meaning);
    }

    /** The clauses that conjunctions part; a "but" does so only where a verdict stands on each side of it. */
    private static Stream<Clause> parted(Clause clause) {
        List<Word> words = clause.words();
        for (int i = 1; i < words.size() - 1; i++) {
            List<Word> before = words.subList(0, i);
            List<Word> after = words.subList(i + 1, words.size());
            boolean cut = words.get(i).kind() == Kind.AND || (words.get(i).kind() == Kind.BUT
                    && Stream.of(before, after)
                            .allMatch(part -> part.stream().anyMatch(w -> VERDICTS.contains(w.kind()))));
            if (cut) {
                return Stream.concat(Stream.of(new Clause(before, clause.beginsLine())),
                        parted(new Clause(after, false)));
            }
        }
        return Stream.of(clause);
    }

    private static Meaning meaning(Clause clause) {
        boolean not = clause.has(Kind.NOT) || clause.has(Kind.NOT_SO);
        if (clause.has(Kind.UNKNOWN)) {
            return Meaning.UNCLEAR;
        }
        if (isSilence(clause, not)) {
            return Meaning.SILENCE;
        }
        if (Stream.of(Kind.AUTOMATIC, Kind.SEND, Kind.STOP).anyMatch(clause::has)) {
            return Meaning.UNCLEAR;
        }
        if (clause.has(Kind.UNSUBSCRIBE)) {
            return clause.words().stream().anyMatch(word -> VERDICTS.contains(word.kind()))
                    ? Meaning.UNCLEAR
                    : Meaning.STOP;
        }
        if (clause.has(Kind.PLEASE)) {
            return clause.hasOnly(Kind.PLEASE, Kind.FILLER) ? Meaning.PLEASE : Meaning.UNCLEAR;
        }
        return verdict(clause, not);
    }

    private static boolean isSilence(Clause clause, boolean not) {
        boolean stop = clause.has(Kind.STOP) || clause.has(Kind.UNSUBSCRIBE);
        boolean sent = clause.has(Kind.SEND) || clause.has(Kind.ABOUT);
        return (clause.has(Kind.AUTOMATIC) && (stop || not || clause.has(Kind.NO))) || (stop && sent);
    }

    private static Meaning verdict(Clause clause, boolean not) {
        boolean up = clause.has(Kind.HELPED);
        if (clause.has(Kind.NOT_HELPED)) {
            return up == not ? Meaning.DOWN : Meaning.UNCLEAR;
        }
        if (up || clause.has(Kind.PRAISE)) {
            return not ? Meaning.DOWN : up ? Meaning.UP : Meaning.PRAISE;
        }
        if (clause.has(Kind.NOT_SO) || (not && clause.has(Kind.HELP) && !clause.has(Kind.THANKS))) {
            return Meaning.DOWN;
        }
        if (not) {
            return clause.hasOnly(Kind.NOT, Kind.NO, Kind.YES, Kind.REGRET, Kind.THANKS, Kind.BUT, Kind.STILL)
                    ? Meaning.NOT
                    : Meaning.UNCLEAR;
        }
        return withoutVerdict(clause);
    }

    private static Meaning withoutVerdict(Clause clause) {
        boolean agreed = clause.has(Kind.YES);
        boolean denied = clause.has(Kind.NO);
        boolean more = clause.has(Kind.ABOUT) || clause.has(Kind.HELP);
        if ((agreed && denied) || (more && !clause.has(Kind.THANKS))) {
            return Meaning.UNCLEAR;
        }
        return agreed
                ? Meaning.YES
                : denied ? Meaning.NO : clause.has(Kind.THANKS) ? Meaning.THANKS : Meaning.NOTHING;
    }

    private static Optional<Said> together(List<Meaning> meanings, boolean but, boolean asked) {
        boolean up = meanings.contains(Meaning.UP);
        boolean down = meanings.contains(Meaning.DOWN);
        if (meanings.contains(Meaning.SILENCE)) {
            return Optional.of(Said.UNSUBSCRIBE);
        }
        if (meanings.contains(Meaning.PLEASE) && !meanings.contains(Meaning.STOP)) {
            return Optional.empty();
        }
        if (up && (down || but || isDenied(meanings))) {
            return Optional.empty();
        }
        if (up || down) {
            return Optional.of(up ? Said.HELPED : Said.DID_NOT_HELP);
        }
        return meanings.contains(Meaning.STOP) ? Optional.of(Said.UNSUBSCRIBE) : mere(meanings, but, asked);
    }

    /** Whether a no stands behind praise; before it, it answers something else: "no, thanks, that helped". */
    private static boolean isDenied(List<Meaning> meanings) {
        return meanings.contains(Meaning.NOT) || meanings.lastIndexOf(Meaning.NO) > meanings.indexOf(Meaning.UP);
    }

    /** What a yes, a no and courtesies say. */
    private static Optional<Said> mere(List<Meaning> meanings, boolean but, boolean asked) {
        boolean agreed = meanings.contains(Meaning.YES);
        boolean denied = meanings.contains(Meaning.NO) || meanings.contains(Meaning.NOT);
        boolean praised = meanings.contains(Meaning.PRAISE);
        if ((agreed || praised) && (denied || but)) {
            return Optional.empty();
        }
        if (praised) {
            return Optional.of(Said.HELPED);
        }
        if (agreed || denied) {
            return asked ? Optional.of(agreed ? Said.HELPED : Said.DID_NOT_HELP) : Optional.empty();
        }
        return meanings.contains(Meaning.THANKS) && !but ? Optional.of(Said.THANKS) : Optional.empty();
    }
}
