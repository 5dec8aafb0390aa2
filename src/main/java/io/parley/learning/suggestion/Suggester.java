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
        CleanText cleaning = new CleanText(known(told), likeness::isPublished);
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

    private static List<String> known(Told told) {
        Stream<String> given = Stream.concat(Stream.of(told.question()), told.replies().stream())
                .flatMap(text -> CleanText.given(text).stream());
        return Stream.concat(told.known().stream(), given).toList();
    }

    private boolean asks(String question) {
        return question.length() <= LONGEST_QUESTION && sense.asksSomething(question) && teaching.isTeachable(question);
    }

    /** Keeps a draft as a suggestion of its own, or as support of one; gives the suggestion's id. */
    long keep(Told told, Draft draft) {
        Wording wording = draft.wording();
        Comparison comparison = new Comparison(likeness, wording.question(), wording.answer());
        Comparison.Result result = comparison.with(rows.known());
        Long joined = result.joins();
        long id = joined == null ? added(result, wording, draft.care(), comparison.vector()) : joined;
        if (rows.addSource(id, told.source()) && joined != null) {
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

    /** Takes away what comes from deleted messages alone. */
    public void forgetDeleted() {
        rows.forgetDeleted();
    }
}
