package io.parley.learning.suggestion;

import static java.util.Objects.requireNonNull;

import io.parley.knowledge.Likeness;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.Lesson;
import io.parley.learning.replay.Effect;
import io.parley.learning.suggestion.Learned.Outcome;
import io.parley.learning.suggestion.Suggester.Draft;
import io.parley.learning.suggestion.Suggestion.Kind;
import io.parley.learning.suggestion.Suggestion.Wording;
import io.parley.learning.suggestion.Suggestions.Review;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Teaches the FAQ what an agent has just told a customer. It becomes a suggestion first; that one is published at once, in a
 * transaction of its own, unless something speaks against it. So nothing is lost between both.
 */
@Component
public class Teacher {
    private static final int TIMEOUT_SECONDS = 30;
    private static final int MOST_WAYS = 20;

    private final Suggester suggester;
    private final Publisher publisher;
    private final SuggestionRows rows;
    private final OthersWords others;
    private final Likeness likeness;
    private final TransactionTemplate transaction;

    Teacher(Suggester suggester, Publisher publisher, SuggestionRows rows, OthersWords others,
            Likeness likeness, PlatformTransactionManager transactions) {
        this.suggester = suggester;
        this.publisher = publisher;
        this.rows = rows;
        this.others = others;
        this.likeness = likeness;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setTimeout(TIMEOUT_SECONDS);
    }

    /**
     * Teaches it. The same taught twice is one entry.
     *
     * @param ways other ways to ask, as somebody wrote them
     * @param by the login of those who publish it; null when they may not
     */
    public Learned teach(Told told, List<String> ways, @Nullable String by) {
        return suggester.drafted(told, ways).map(draft -> {
            long id = requireNonNull(transaction.execute(status -> kept(told, draft)));
            return rows.standing(id).map(standing -> standing.state().equals("open")
                    ? decided(id, standing, draft, by)
                    : closed(id, standing)).orElseGet(Learned::nothing);
        }).orElseGet(Learned::nothing);
    }

    private long kept(Told told, Draft draft) {
        rows.takeTurn();
        return rows.madeOf(told.source().ticket(), draft.wording().question())
                .orElseGet(() -> suggester.keep(told, draft));
    }

    private static Learned closed(long id, SuggestionRows.Standing standing) {
        Outcome outcome = switch (standing.state()) {
            case "supports" -> Outcome.KNOWN;
            case "dismissed" -> Outcome.DISMISSED;
            default -> Outcome.PUBLISHED;
        };
        return new Learned(outcome, standing.entry(), id);
    }

    private Learned decided(long id, SuggestionRows.Standing standing, Draft draft, @Nullable String by) {
        Wording wording = withAllWays(draft.wording());
        Optional<String> contradicted = contradicted(wording);
        if (contradicted.isPresent()) {
            return new Learned(Outcome.CONTRADICTS, contradicted.get(), id);
        }
        if (draft.care().isPrivateAct()) {
            return new Learned(Outcome.PRIVATE, null, id);
        }
        if (!draft.care().marks().isEmpty()) {
            return new Learned(Outcome.MARKED, null, id);
        }
        return by == null ? new Learned(Outcome.UNAPPROVED, null, id) : published(id, standing, wording, by);
    }

    /** The published entry that answers one of the ways to ask otherwise. */
    private Optional<String> contradicted(Wording wording) {
        return Stream.concat(Stream.of(wording.question()), wording.ways().stream())
                .map(way -> new Comparison(likeness, way, wording.answer()).contradicted())
                .flatMap(Optional::stream).findFirst();
    }

    private Learned published(long id, SuggestionRows.Standing standing, Wording wording, String by) {
        Review review = new Review(id, wording, false, by);
        String like = standing.entry();
        Publisher.Wish wish = standing.kind() == Kind.PHRASING && like != null
                ? new Publisher.Wish(review, Publisher.As.WAYS, new FaqId(like))
                : new Publisher.Wish(review, Publisher.As.ENTRY, null);
        Publisher.Decided decided = publisher.decide(wish, Publisher.Assent.NONE);
        String entry = rows.standing(id).map(SuggestionRows.Standing::entry).orElse(null);
        return switch (decided.outcome()) {
            case DONE -> new Learned(Outcome.PUBLISHED, entry, id);
            case GONE -> rows.standing(id).map(now -> closed(id, now)).orElseGet(Learned::nothing);
            case MARKED -> new Learned(Outcome.MARKED, null, id);
            case PRIVATE -> new Learned(Outcome.PRIVATE, null, id);
            case TAKEN -> new Learned(Outcome.KNOWN, FaqId.derivedFrom(wording.question()).value(), id);
            case NO_ENTRY -> new Learned(Outcome.UNAPPROVED, null, id);
            case STEALS -> new Learned(Outcome.STEALS, robbed(decided.effect(), Effect::stolen), id);
            case LOSES -> new Learned(Outcome.LOSES, robbed(decided.effect(), Effect::lost), id);
        };
    }

    /** The entry from which the first of these questions goes away. */
    private static @Nullable String robbed(@Nullable Effect effect, Function<Effect, List<Effect.Moved>> questions) {
        return Stream.ofNullable(effect).flatMap(found -> questions.apply(found).stream()).map(Effect.Moved::from)
                .filter(Objects::nonNull).map(Effect.Named::id).findFirst().orElse(null);
    }

    /** With the ways to ask that were given, and those of suggestions that ask the same; each once. */
    private Wording withAllWays(Wording wording) {
        Map<ByteBuffer, String> ways = new LinkedHashMap<>();
        Stream.concat(wording.ways().stream(), others.askedLike(wording.question()).stream())
                .forEach(way -> ways.putIfAbsent(key(way), way));
        ways.remove(key(wording.question()));
        return new Wording(wording.question(), wording.answer(),
                ways.values().stream().limit(MOST_WAYS).toList(), wording.language());
    }

    private static ByteBuffer key(String way) {
        return ByteBuffer.wrap(Lesson.key(way));
    }
}
