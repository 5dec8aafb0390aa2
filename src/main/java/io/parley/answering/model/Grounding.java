package io.parley.answering.model;

import io.parley.answering.model.AnswerCheck.Problem;
import io.parley.answering.model.Passage.Amount;
import io.parley.answering.model.Passage.Token;
import io.parley.answering.words.Tongue;
import io.parley.answering.words.Tongue.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a sentence says what the entries say that it cites. Its words stand there, or are of those that any support desk
 * uses; what a person alone can promise, what nobody is asked for, numbers and negations stand there with the same words
 * around them.
 */
final class Grounding {

    /**
     * The share of content words that must occur in the cited entries, per sentence and per part. Plain words count for
     * half.
     */
    private static final double SENTENCE = 0.6;
    private static final double PART = 0.4;
    /** The same for a part that promises or asks for something, of one sentence of the entries. */
    private static final double WEIGHTY = 0.6;
    private static final double DENIED = 0.5;
    private static final double PLAIN = 0.5;
    /** One word in this many may be new, and one in any sentence from this length on. */
    private static final int NEW_IN = 8;
    private static final int SHORTEST_WITH_NEW = 4;

    private final Tongue tongue;
    private final Source source;

    Grounding(Tongue tongue, Source source) {
        this.tongue = tongue;
        this.source = source;
    }

    Optional<Problem> check(String text) {
        Passage said = Passage.of(text, tongue);
        if (namesSomebody(said)) {
            return Optional.of(Problem.UNKNOWN_NAME);
        }
        if (said.tokens().stream().anyMatch(token -> token.kind() == Passage.Kind.CODE && !isKnown(token.word()))) {
            return Optional.of(Problem.UNKNOWN_NUMBER);
        }
        if (!isGrounded(said)) {
            return Optional.of(Problem.UNGROUNDED);
        }
        if (!numbersStand(said)) {
            return Optional.of(Problem.UNKNOWN_NUMBER);
        }
        if (speaksOfItself(said) || saysMore(said)) {
            return Optional.of(Problem.PROMISE);
        }
        List<Passage> parts = said.parts();
        if (parts.stream().anyMatch(part -> asksForSecret(part))) {
            return Optional.of(Problem.ASKS_FOR_SECRET);
        }
        if (parts.stream().anyMatch(part -> promises(part, said))) {
            return Optional.of(Problem.PROMISE);
        }
        return parts.stream().anyMatch(part -> turnsRound(part))
                ? Optional.of(Problem.TURNED_ROUND)
                : Optional.empty();
    }

    /** A capitalised word that neither the entries nor the language's lists hold. */
    private boolean namesSomebody(Passage said) {
        return !tongue.locale().getLanguage().equals("de")
                && said.tokens().stream().filter(Token::isCapital).anyMatch(token -> isNew(token.word()));
    }

    private boolean isGrounded(Passage said) {
        List<String> content = said.content();
        long fresh = content.stream().filter(this::isNew).count();
        long allowed = content.size() < SHORTEST_WITH_NEW ? 0 : Math.max(1, content.size() / NEW_IN);
        boolean stands = content.stream().anyMatch(this::isKnown) || !said.amounts().isEmpty();
        return stands && fresh <= allowed && share(content, source.words()) >= SENTENCE && said.parts().stream()
                .map(Passage::content).allMatch(part -> part.size() < 3 || share(part, source.words()) >= PART);
    }

    /** Each number stands in the entries with what it counts, in the clause that the words around it come from. */
    private boolean numbersStand(Passage said) {
        List<Passage> clauses = source.sentences().stream().flatMap(sentence -> sentence.items().stream()).toList();
        return said.parts().stream().allMatch(part -> part.amounts().stream()
                .allMatch(amount -> stands(amount, part.content(), clauses)));
    }

    private boolean stands(Amount amount, List<String> around, List<Passage> clauses) {
        long most = clauses.stream().mapToLong(clause -> common(around, clause.words())).max().orElse(0);
        return clauses.stream().filter(clause -> clause.amounts().stream().anyMatch(known -> says(known, amount)))
                .filter(clause -> amount.beside().stream().noneMatch(word -> isBesideOther(word, amount, clause)))
                .anyMatch(clause -> clause.content().isEmpty() || common(around, clause.words()) >= most);
    }

    /** Whether a word next to a number in the answer is next to another number in the entries. */
    private boolean isBesideOther(String word, Amount amount, Passage clause) {
        List<Amount> beside = clause.amounts().stream().filter(known -> stands(word, known.beside())).toList();
        return !beside.isEmpty() && beside.stream().noneMatch(known -> says(known, amount));
    }

    private static boolean says(Amount known, Amount amount) {
        return known.value().compareTo(amount.value()) == 0 && (amount.units().isEmpty() || known.units().isEmpty()
                || known.units().stream().anyMatch(amount.units()::contains));
    }

    private boolean speaksOfItself(Passage said) {
        return tongue.in(said.words(), Kind.SELF).stream()
                .anyMatch(word -> !tongue.stands(word, source.words(), false));
    }

    /** Whether it leaves no exception where the entries do not say so. */
    private boolean saysMore(Passage said) {
        return tongue.in(said.words(), Kind.ABSOLUTES).stream()
                .anyMatch(word -> !tongue.stands(word, source.words(), true));
    }

    private boolean asksForSecret(Passage part) {
        List<List<String>> asks = tongue.in(part.words(), Kind.ASKS);
        return tongue.in(part.words(), Kind.SECRETS).stream().anyMatch(secret -> source.sentences().stream()
                .noneMatch(sentence -> tongue.stands(secret, withTitle(sentence), true)
                        && asks.stream().allMatch(ask -> tongue.stands(ask, sentence.words(), true))
                        && (asks.isEmpty() || part.has(Kind.NEGATION) || !isForbidden(secret, sentence))
                        && carries(part, sentence)));
    }

    /** Whether a sentence of the entries names a secret only where it denies something: "do not send us your password". */
    private boolean isForbidden(List<String> secret, Passage sentence) {
        List<Passage> naming = sentence.items().stream()
                .filter(item -> tongue.stands(secret, item.words(), true)).toList();
        return !naming.isEmpty() && naming.stream().allMatch(item -> item.has(Kind.NEGATION));
    }

    private boolean promises(Passage part, Passage said) {
        List<List<String>> done = tongue.in(part.words(), Kind.DONE);
        boolean isDone = !part.has(Kind.MAYBE) && done.stream().anyMatch(word -> source.sentences().stream()
                .noneMatch(sentence -> tongue.stands(word, sentence.words(), false)));
        return isDone || tongue.in(part.words(), Kind.ACTS).stream().anyMatch(act -> source.sentences().stream()
                .noneMatch(sentence -> says(part, said, sentence, act)));
    }

    /**
     * Whether a sentence of the entries says the act that a part names: where it is the company's, then as the company's, and
     * where it has a condition, then not without one.
     */
    private boolean says(Passage part, Passage said, Passage sentence, List<String> act) {
        boolean isOurs = part.has(Kind.OURS);
        boolean isRule = part.has(Kind.MAYBE);
        boolean isIn = tongue.stands(act, sentence.words(), true);
        boolean isNamed = isIn || (tongue.stands(act, source.title(), true) && (!isOurs || isRule));
        return isNamed && carries(part, sentence) && (!isOurs || sentence.has(Kind.OURS))
                && (isRule || tongue.in(part.words(), Kind.HAPPENED).stream()
                        .allMatch(word -> tongue.stands(word, sentence.words(), false)))
                && (!isIn || hasCondition(said) || sentence.items().stream()
                        .filter(item -> tongue.stands(act, item.words(), true)).anyMatch(item -> !hasCondition(item)));
    }

    private static boolean hasCondition(Passage passage) {
        return passage.has(Kind.MAYBE) || !passage.amounts().isEmpty();
    }

    /** Whether one sentence of the entries, with their question, holds most of a part's words. */
    private boolean carries(Passage part, Passage sentence) {
        return share(part.content(), withTitle(sentence)) >= WEIGHTY;
    }

    private List<String> withTitle(Passage sentence) {
        return Stream.concat(sentence.words().stream(), source.title().stream()).toList();
    }

    /** Whether it denies what the entries say, or says of one thing what they say of another that they deny. */
    private boolean turnsRound(Passage part) {
        List<String> content = part.content().stream()
                .filter(word -> !tongue.phrases(Kind.NEGATION).contains(List.of(word))).toList();
        if (part.has(Kind.NEGATION)) {
            return !startsWithCondition(part)
                    && source.sentences().stream().filter(sentence -> sentence.has(Kind.NEGATION))
                            .noneMatch(sentence -> content.isEmpty() || share(content, withTitle(sentence)) >= DENIED);
        }
        List<String> telling = content.stream()
                .filter(word -> !tongue.isPlain(word) && !stands(word, source.title())).toList();
        return telling.stream().anyMatch(word -> isDenied(word) && telling.stream()
                .anyMatch(other -> isSaidElsewhere(other, word)));
    }

    private boolean startsWithCondition(Passage part) {
        return !part.words().isEmpty() && tongue.phrases(Kind.MAYBE).contains(List.of(part.words().getFirst()))
                && tongue.phrases(Kind.JOINS).contains(List.of(part.words().getFirst()));
    }

    /** Whether the entries use a word in clauses that deny only. */
    private boolean isDenied(String word) {
        List<Passage> clauses = clauses().stream().filter(clause -> stands(word, clause.words())).toList();
        return !clauses.isEmpty() && clauses.stream().allMatch(clause -> clause.has(Kind.NEGATION));
    }

    /** Whether another word stands only in sentences that deny nothing, and none of them has the first. */
    private boolean isSaidElsewhere(String other, String word) {
        List<Passage> with = source.sentences().stream().filter(sentence -> stands(other, sentence.words())).toList();
        return !with.isEmpty() && with.stream()
                .noneMatch(sentence -> sentence.has(Kind.NEGATION) || stands(word, sentence.words()));
    }

    private List<Passage> clauses() {
        return source.sentences().stream().flatMap(sentence -> sentence.clauses().stream()).toList();
    }

    private boolean isNew(String word) {
        return !tongue.isGrammar(word) && !tongue.isPlain(word) && !isKnown(word);
    }

    private boolean isKnown(String word) {
        return stands(word, source.words());
    }

    private boolean stands(String word, List<String> words) {
        return words.stream().anyMatch(other -> tongue.same(word, other));
    }

    private long common(List<String> words, List<String> others) {
        return words.stream().distinct().filter(word -> stands(word, others)).count();
    }

    private double share(List<String> content, List<String> words) {
        double all = 0;
        double common = 0;
        for (String word : content) {
            boolean known = stands(word, words);
            all += known || !tongue.isPlain(word) ? 1 : PLAIN;
            common += known ? 1 : 0;
        }
        return all == 0 ? 1 : common / all;
    }
}
