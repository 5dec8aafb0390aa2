package io.parley.learning.suggestion;

import static java.util.Objects.requireNonNull;

import io.parley.knowledge.Likeness;
import io.parley.knowledge.Teaching;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.Lesson;
import io.parley.learning.replay.Effect;
import io.parley.learning.suggestion.Offer.From;
import io.parley.learning.suggestion.Offer.Way;
import io.parley.learning.suggestion.Publisher.As;
import io.parley.learning.suggestion.Publisher.Assent;
import io.parley.learning.suggestion.Publisher.Decided;
import io.parley.learning.suggestion.Publisher.Wish;
import io.parley.learning.suggestion.Suggestion.Care;
import io.parley.learning.suggestion.Suggestion.Kind;
import io.parley.learning.suggestion.Suggestion.Resemblance;
import io.parley.learning.suggestion.Suggestion.Wording;
import io.parley.learning.suggestion.Suggestions.Outcome;
import io.parley.learning.suggestion.Suggestions.Review;
import io.parley.secrets.CleanText;
import io.parley.secrets.CleanText.Cleaned;
import io.parley.secrets.CleanText.Speaker;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Teaches the FAQ what an agent told on a ticket, as that agent wants it. The end of the ticket and a suggestion with the
 * agent's words are one transaction, the publication is the next one: whatever ends the process between both, the suggestion
 * waits for its review.
 */
@Component
public class TicketTeaching {
    private static final int TIMEOUT_SECONDS = 30;
    private static final int MOST_WAYS = 12;
    private static final int MOST_BESIDE = 3;
    /** Ways of this cosine to the question very likely ask the same. */
    private static final double NEAR = 0.7;

    private final Suggester suggester;
    private final Publisher publisher;
    private final SuggestionRows rows;
    private final OthersWords others;
    private final Likeness likeness;
    private final Teaching teaching;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    TicketTeaching(Suggester suggester, Publisher publisher, SuggestionRows rows, OthersWords others,
            Likeness likeness, Teaching teaching, PlatformTransactionManager transactions, InstantSource clock) {
        this.suggester = suggester;
        this.publisher = publisher;
        this.rows = rows;
        this.others = others;
        this.likeness = likeness;
        this.teaching = teaching;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setTimeout(TIMEOUT_SECONDS);
        this.clock = clock;
    }

    /**
     * What an agent wants to teach.
     *
     * @param marks words that may be somebody's name, and what stands for what was taken out
     * @param isLookedAt whether they confirm that those tell of nobody
     * @param entry the entry of which it becomes a part; null for one of its own
     * @param by their login
     */
    public record Wanted(Wording wording, List<String> marks, boolean isLookedAt, As as, @Nullable FaqId entry,
            String by) {
        public Wanted {
            marks = List.copyOf(marks);
        }

        private Wish wish(long suggestion) {
            return new Wish(new Review(suggestion, wording, isLookedAt, by), as, entry);
        }
    }

    /**
     * What could be taught.
     *
     * @param own what the ticket's customer asked besides
     * @param alike what others asked in its place
     */
    public Offer offer(Told told, List<String> own, List<String> alike) {
        CleanText cleaning = suggester.cleaning(told);
        Cleaned question = cleaning.of(told.question(), Speaker.CUSTOMER);
        List<Cleaned> replies = told.replies().stream().map(reply -> cleaning.of(reply, Speaker.AGENT))
                .filter(reply -> Worth.tells(reply.text())).toList();
        String answer = replies.stream().map(Cleaned::text).collect(Collectors.joining("\n\n"));
        Ways ways = new Ways(cleaning, question.text());
        own.forEach(way -> ways.add(way, From.CUSTOMER));
        if (!question.text().isEmpty()) {
            others.askedLike(question.text()).forEach(way -> ways.add(way, From.OTHERS));
        }
        alike.forEach(way -> ways.add(way, From.OTHERS));
        Care care = care(Stream.concat(Stream.of(question), Stream.concat(replies.stream(), ways.cleaned.stream())),
                answer);
        return new Offer(new Wording(question.text(), answer, List.of(), told.language()), ways.found, care);
    }

    /** Ways to ask a question that a language model wrote, without what tells of somebody. */
    public List<Way> ways(Told told, String question, List<String> written) {
        Ways ways = new Ways(suggester.cleaning(told), question);
        written.forEach(way -> ways.add(way, From.MODEL));
        return ways.found;
    }

    /** Ways to ask, each once. */
    private final class Ways {
        private final List<Way> found = new ArrayList<>();
        private final List<Cleaned> cleaned = new ArrayList<>();
        private final Set<ByteBuffer> known = new HashSet<>();
        private final CleanText cleaning;
        private final float[] question;

        private Ways(CleanText cleaning, String question) {
            this.cleaning = cleaning;
            this.question = likeness.vector(question);
            known.add(key(question));
        }

        private void add(String text, From from) {
            Cleaned clean = cleaning.of(text, Speaker.CUSTOMER);
            if (found.size() < MOST_WAYS && teaching.isTeachable(clean.text()) && known.add(key(clean.text()))) {
                boolean isNear = Likeness.cosine(question, likeness.vector(clean.text())) >= NEAR;
                found.add(new Way(clean.text(), from, isNear));
                cleaned.add(clean);
            }
        }
    }

    private static ByteBuffer key(String way) {
        return ByteBuffer.wrap(Lesson.key(way));
    }

    private static Care care(Stream<Cleaned> texts, String answer) {
        return new Care(texts.flatMap(text -> text.marks().stream()).distinct().toList(),
                Worth.isPrivateAct(answer));
    }

    /**
     * What an agent wrote, without what tells of those who took part.
     *
     * @param isChanged whether something was taken out
     */
    public record Looked(Wording wording, Care care, boolean isChanged) {}

    /** Takes out of what an agent wrote what tells of those who took part. */
    public Looked looked(Told told, Wording written) {
        CleanText cleaning = suggester.cleaning(told);
        Cleaned question = cleaning.of(written.question(), Speaker.CUSTOMER);
        Cleaned answer = cleaning.of(written.answer(), Speaker.AGENT);
        List<Cleaned> ways = written.ways().stream().map(way -> cleaning.of(way, Speaker.CUSTOMER))
                .filter(way -> !way.text().isEmpty()).toList();
        Wording clean = new Wording(question.text(), answer.text(), ways.stream().map(Cleaned::text).toList(),
                written.language());
        return new Looked(clean,
                care(Stream.concat(Stream.of(question, answer), ways.stream()), answer.text()),
                !clean.equals(written));
    }

    /** The entries that are near to what is taught, the likeliest first. */
    public List<Beside> beside(Wording wording) {
        return wording.question().isEmpty()
                ? List.of()
                : new Comparison(likeness, wording.question(), wording.answer()).beside(MOST_BESIDE);
    }

    /** What it would do to known questions; empty when the bot answers with no such entry. Takes up to some seconds. */
    public Optional<Effect> effect(Wanted wanted) {
        return publisher.effect(wanted.wish(0));
    }

    /**
     * Ends the ticket and teaches, unless something speaks against it to which the agent has not assented. The same twice is
     * done once.
     *
     * @param wanted of which nothing is left that tells of somebody
     * @param end ends the ticket, within a transaction; what it throws undoes all
     */
    public Decided teach(Told told, Wanted wanted, Assent assent, Runnable end) {
        if (isTaught(told, wanted.wording())) {
            end.run();
            return new Decided(Outcome.DONE, null);
        }
        Decided weighed = publisher.weighed(wanted.wish(0), assent);
        Effect effect = weighed.effect();
        if (weighed.outcome() != Outcome.DONE || effect == null) {
            return weighed;
        }
        Resemblance near = near(wanted);
        float[] vector = likeness.vector(wanted.wording().question());
        long id = requireNonNull(transaction.execute(status -> {
            end.run();
            return kept(told, wanted, near, vector);
        }));
        Outcome outcome = publisher.carryOut(wanted.wish(id), effect, assent);
        return new Decided(outcome == Outcome.GONE && isTaught(told, wanted.wording()) ? Outcome.DONE : outcome,
                effect);
    }

    /** Whether the FAQ learned this question from the ticket before. */
    public boolean isTaught(Told told, Wording wording) {
        return rows.madeOf(told.source().ticket(), wording.question()).flatMap(rows::standing)
                .filter(standing -> Set.of("published", "attached").contains(standing.state())).isPresent();
    }

    private long kept(Told told, Wanted wanted, @Nullable Resemblance near, float[] vector) {
        rows.takeTurn();
        Kind kind = switch (wanted.as()) {
            case ENTRY -> Kind.NEW;
            case WAYS -> Kind.PHRASING;
            case ANSWER -> Kind.CONTRADICTION;
        };
        SuggestionRows.New made = new SuggestionRows.New(kind, "open", wanted.wording(), near,
                new Care(wanted.marks(), false), vector);
        Optional<SuggestionRows.OfTicket> there = rows.openOf(requireNonNull(told.source().ticket()));
        if (there.isPresent()) {
            there.filter(SuggestionRows.OfTicket::isAlone).ifPresent(one -> rows.reword(one.id(), made));
            return there.get().id();
        }
        long id = rows.add(made, clock.instant());
        rows.addSource(id, told.source().by(wanted.by()));
        return id;
    }

    private @Nullable Resemblance near(Wanted wanted) {
        return beside(wanted.wording()).stream()
                .filter(one -> wanted.entry() == null || wanted.entry().equals(one.entry().id())).findFirst()
                .map(one -> new Resemblance(one.entry().id().value(), null, one.similarity(), one.differs()))
                .orElse(null);
    }
}
