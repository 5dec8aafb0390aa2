package io.parley.learning.suggestion;

import io.parley.answering.QuestionSense;
import io.parley.knowledge.Likeness;
import io.parley.knowledge.Teaching;
import io.parley.learning.suggestion.Suggestion.Care;
import io.parley.learning.suggestion.Suggestion.Wording;
import io.parley.secrets.CleanText;
import io.parley.secrets.CleanText.Cleaned;
import io.parley.secrets.CleanText.Speaker;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Makes suggestions from what was told on tickets. Nothing is kept of which somebody could be known, nor what only passes the
 * time: a promise, a question back. What there is already gets support instead of a double.
 */
@Component
public class Suggester {
    private static final int LONGEST_QUESTION = 500;

    private final QuestionSense sense;
    private final Teaching teaching;
    private final Likeness likeness;
    private final SuggestionRows rows;
    private final InstantSource clock;

    Suggester(QuestionSense sense, Teaching teaching, Likeness likeness, SuggestionRows rows, InstantSource clock) {
        this.sense = sense;
        this.teaching = teaching;
        this.likeness = likeness;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * What was told, without what is one person's.
     *
     * @param care with the marks of all that it says
     */
    record Draft(Wording wording, Care care) {}

    /** Makes one, or supports one; does neither where nothing can be learned. Works within the caller's transaction. */
    public void suggest(Told told) {
        drafted(told, List.of()).ifPresent(draft -> {
            rows.takeTurn();
            if (!rows.isMadeOf(told.source().ticket(), told.source().message())) {
                keep(told, draft);
            }
        });
    }

    /**
     * What can be learned; empty where nothing can.
     *
     * @param ways other ways to ask, as somebody wrote them
     */
    Optional<Draft> drafted(Told told, List<String> ways) {
        CleanText cleaning = cleaning(told);
        Cleaned question = cleaning.of(told.question(), Speaker.CUSTOMER);
        List<Cleaned> others = ways.stream().map(way -> cleaning.of(way, Speaker.CUSTOMER))
                .filter(way -> teaching.isTeachable(way.text())).toList();
        List<Cleaned> replies = told.replies().stream().map(reply -> cleaning.of(reply, Speaker.AGENT))
                .filter(reply -> Worth.tells(reply.text())).toList();
        String answer = replies.stream().map(Cleaned::text).collect(Collectors.joining("\n\n"));
        if (!asks(question.text()) || !Worth.isOfASize(answer)) {
            return Optional.empty();
        }
        List<String> marks = Stream.of(Stream.of(question), others.stream(), replies.stream()).flatMap(texts -> texts)
                .flatMap(text -> text.marks().stream()).distinct().toList();
        return Optional.of(new Draft(
                new Wording(question.text(), answer, others.stream().map(Cleaned::text).toList(), told.language()),
                new Care(marks, Worth.isPrivateAct(answer))));
    }

    /** Takes out of texts what tells of those who took part. */
    CleanText cleaning(Told told) {
        return new CleanText(known(told), likeness::isPublished);
    }

    private static List<String> known(Told told) {
        Stream<String> given = Stream.concat(Stream.of(told.question()), told.replies().stream())
                .flatMap(text -> CleanText.given(text).stream());
        return Stream.concat(told.known().stream(), given).toList();
    }

    private boolean asks(String question) {
        return question.length() <= LONGEST_QUESTION && sense.asksSomething(question) && teaching.isTeachable(question);
    }

    /** What became of an answer that was given in another system. */
    public enum Past {
        /** It is a suggestion. */
        SUGGESTED,
        /** An entry or a suggestion says so already. */
        SUPPORTS,
        /** Nothing in it could help others. */
        NOTHING,
        /** It was learned from before. */
        KNOWN
    }

    /**
     * What was asked and answered in another system, as it was said.
     *
     * @param known names and mail addresses of those who took part
     * @param language as an IETF tag
     */
    public record Talk(String question, List<String> replies, List<String> known, String language) {
        public Talk {
            replies = List.copyOf(replies);
            known = List.copyOf(known);
        }
    }

    /**
     * Makes a suggestion of what was answered in another system, or supports one, once. Works within the caller's
     * transaction.
     *
     * @param key tells it from all others
     */
    public Past suggest(String key, Talk talk) {
        rows.takeTurn();
        if (rows.isPast(key)) {
            return Past.KNOWN;
        }
        Told told = new Told(talk.question(), talk.replies(), talk.known(), talk.language(),
                new Suggestion.Source(null, 0, null, null, clock.instant()));
        return drafted(told, List.of()).map(draft -> {
            int before = rows.countOpen();
            keep(draft, id -> rows.addPast(key, id, clock.instant()));
            return rows.countOpen() > before ? Past.SUGGESTED : Past.SUPPORTS;
        }).orElse(Past.NOTHING);
    }

    /** Keeps a draft as a suggestion of its own, or as support of one; gives the suggestion's id. */
    long keep(Told told, Draft draft) {
        return keep(draft, id -> rows.addSource(id, told.source()));
    }

    private long keep(Draft draft, LongPredicate source) {
        Wording wording = draft.wording();
        Comparison comparison = new Comparison(likeness, wording.question(), wording.answer());
        Comparison.Result result = comparison.with(rows.known());
        Long joined = result.joins();
        long id = joined == null ? added(result, wording, draft.care(), comparison.vector()) : joined;
        if (source.test(id) && joined != null) {
            rows.support(id, wording.question(), draft.care().marks());
        }
        return id;
    }

    private long added(Comparison.Result result, Wording wording, Care care, float[] vector) {
        String state = result.kind() == null ? "supports" : "open";
        return rows
                .add(new SuggestionRows.New(Objects.requireNonNullElse(result.kind(), Suggestion.Kind.PHRASING), state,
                        wording, result.near(), care, vector), clock.instant());
    }

    /**
     * Makes one of an answer that somebody wrote to questions of customers, for a person to publish. Works within the caller's
     * transaction.
     *
     * @param wording of which nobody who asked can be known
     * @return its number
     */
    public long suggest(Wording wording, List<Suggestion.Source> sources) {
        rows.takeTurn();
        Comparison comparison = new Comparison(likeness, wording.question(), wording.answer());
        CleanText cleaning = new CleanText(List.of(), likeness::isPublished);
        List<String> marks = Stream.concat(Stream.of(wording.question()), wording.ways().stream())
                .flatMap(way -> cleaning.of(way, Speaker.CUSTOMER).marks().stream()).distinct().toList();
        Comparison.Result result = comparison.with(List.of());
        long id = rows.add(new SuggestionRows.New(Objects.requireNonNullElse(result.kind(), Suggestion.Kind.PHRASING),
                "open", wording, result.near(), new Care(marks, Worth.isPrivateAct(wording.answer())),
                comparison.vector()), clock.instant());
        sources.forEach(source -> rows.addSource(id, source));
        return id;
    }

    /** Takes away what comes from deleted messages alone. */
    public void forgetDeleted() {
        rows.forgetDeleted();
    }
}
