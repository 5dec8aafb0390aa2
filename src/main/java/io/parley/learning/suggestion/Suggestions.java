package io.parley.learning.suggestion;

import static java.util.Objects.requireNonNull;

import io.parley.audit.Audit;
import io.parley.audit.Deed;
import io.parley.knowledge.FaqGrowth;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.Teaching;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.learning.suggestion.Suggestion.Source;
import io.parley.learning.suggestion.Suggestion.Wording;
import io.parley.secrets.SecretMask;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Suggestions that wait for a person's decision. A decision is one transaction with all that follows from it; this instance
 * answers by it at once, the others within a second.
 */
@Component
public class Suggestions {
    private static final int TIMEOUT_SECONDS = 30;
    private static final int MOST_SOURCES = 20;
    /** The time after which an entry's owner looks at it again. */
    private static final Duration REVIEW = Duration.ofDays(180);

    private final SuggestionRows rows;
    private final AftercareRows aftercare;
    private final FaqGrowth faq;
    private final Teaching teaching;
    private final Knowledge knowledge;
    private final ApplicationEventPublisher events;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Suggestions(SuggestionRows rows, AftercareRows aftercare, FaqGrowth faq, Teaching teaching, Knowledge knowledge,
            ApplicationEventPublisher events, Audit audit, PlatformTransactionManager transactions,
            InstantSource clock) {
        this.rows = rows;
        this.aftercare = aftercare;
        this.faq = faq;
        this.teaching = teaching;
        this.knowledge = knowledge;
        this.events = events;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setTimeout(TIMEOUT_SECONDS);
        this.clock = clock;
    }

    /** What became of a decision. */
    public enum Outcome {
        /** It is so now. */
        DONE,
        /** Nothing of that id waits for a decision any more. */
        GONE,
        /** Words that may be somebody's name, or stand for what was taken out, were not confirmed. */
        MARKED,
        /** The answer reads like something that was done for one customer, and was not rewritten. */
        PRIVATE,
        /** The bot answers this question already, or the entry was changed meanwhile. */
        TAKEN,
        /** The bot answers with no entry of that id. */
        NO_ENTRY,
        /** It takes questions from entries that answer them well, and nobody has assented to that. */
        STEALS,
        /** Questions whose right entry is known for good go wrong, and nobody has said why they may. */
        LOSES
    }

    /**
     * What a reviewer knows to go wrong.
     *
     * @param stolen how many questions are taken from entries that answer them well
     * @param lost how many questions go wrong whose right entry is known for good
     * @param reason why the lost ones may; null when there are none
     */
    record Despite(int stolen, int lost, @Nullable String reason) {
        private String said(String state) {
            return state + ", stolen: " + stolen + ", lost: " + lost + (reason == null ? "" : ", reason: " + reason);
        }
    }

    /**
     * A reviewer's decision.
     *
     * @param wording as they want it
     * @param looked whether they confirm that the marked words are nobody's
     * @param by their login
     * @param despite what they know to go wrong; null for nothing
     */
    public record Review(long id, Wording wording, boolean looked, String by, @Nullable Despite despite) {
        /** A decision by which nothing is known to go wrong. */
        public Review(long id, Wording wording, boolean looked, String by) {
            this(id, wording, looked, by, null);
        }

        Review despite(Despite known) {
            return new Review(id, wording, looked, by, known);
        }

        Review withoutAnswer() {
            return new Review(id, new Wording(wording.question(), "", wording.ways(), wording.language()), looked, by,
                    despite);
        }

        private boolean shows(List<String> marks) {
            String all = String.join("\n", wording.question(), wording.answer(), String.join("\n", wording.ways()));
            return marks.stream().anyMatch(all::contains);
        }
    }

    /** How many wait. */
    public int count() {
        return rows.countOpen();
    }

    /** Those that wait, those with the most support first. */
    public List<Suggestion> open(int skip, int most) {
        return rows.open(skip, most);
    }

    /** How many wait that come before one in the list; empty when that waits no more. */
    public Optional<Integer> before(long id) {
        return rows.before(id);
    }

    /** One that waits. */
    public Optional<Suggestion> find(long id) {
        return rows.find(id);
    }

    /** The tickets from which it comes, the newest first, a few. */
    public List<Source> sources(long id) {
        return rows.sources(id, MOST_SOURCES);
    }

    /** Lets the bot answer such questions with it. */
    public Outcome publish(Review review) {
        return decide(review, () -> {
            FaqEntry entry = entry(review);
            if (!faq.add(entry, review.wording().ways(), review.by())) {
                return Outcome.TAKEN;
            }
            aftercare.begin(review.id(), entry.id().value(), clock.instant());
            return taught(review, "published", entry.id());
        });
    }

    /** The entry that it becomes when it is published. */
    FaqEntry entry(Review review) {
        Wording wording = review.wording();
        return new FaqEntry(FaqId.derivedFrom(wording.question()), wording.question(), wording.answer(), "", "", null,
                review.by(), today().plusDays(REVIEW.toDays()), wording.language(), FaqEntry.State.PUBLISHED, 1);
    }

    /** Makes its question, and the other ways to ask, ways to ask for an entry. */
    public Outcome attach(Review review, FaqId entry) {
        return decide(review.withoutAnswer(), () -> faq.addWays(entry, questions(review.wording()), review.by())
                ? taught(review, "attached", entry)
                : Outcome.NO_ENTRY);
    }

    /** Puts its answer in the place of an entry's; its question and the other ways become ways to ask for the entry. */
    public Outcome replace(Review review, FaqId entry) {
        return decide(review, () -> faq.replaceAnswer(entry, review.wording().answer(), review.by())
                && faq.addWays(entry, questions(review.wording()), review.by())
                        ? taught(review, "attached", entry)
                        : Outcome.NO_ENTRY);
    }

    /** Lets nothing become of it; the same is not suggested again. */
    public Outcome dismiss(long id, @Nullable String reason, String by) {
        return inTurn(id, suggestion -> {
            rows.decide(id, "dismissed", null, new SuggestionRows.Decision(by, clock.instant(),
                    reason == null ? null : SecretMask.mask(reason)));
            audit.add(by, Deed.FAQ_REVIEWED, name(id), "dismissed");
            return Outcome.DONE;
        });
    }

    private static String name(long id) {
        return "s" + id;
    }

    static List<String> questions(Wording wording) {
        return Stream.concat(Stream.of(wording.question()), wording.ways().stream()).distinct().toList();
    }

    private Outcome taught(Review review, String state, FaqId entry) {
        Despite despite = review.despite();
        String reason = despite == null || despite.reason() == null ? null : SecretMask.mask(despite.reason());
        rows.decide(review.id(), state, entry.value(),
                new SuggestionRows.Decision(review.by(), clock.instant(), reason));
        events.publishEvent(new Taught(questions(review.wording()), entry.value()));
        audit.add(review.by(), Deed.FAQ_REVIEWED, name(review.id()),
                despite == null ? state : new Despite(despite.stolen(), despite.lost(), reason).said(state));
        return Outcome.DONE;
    }

    /** Why a decision would be refused, as it stands now, whatever becomes of known questions. */
    Optional<Outcome> refusal(Review review) {
        return find(review.id()).map(suggestion -> care(suggestion, review)).orElse(Optional.of(Outcome.GONE));
    }

    private static Optional<Outcome> care(Suggestion suggestion, Review review) {
        if (suggestion.care().isPrivateAct() && suggestion.wording().answer().equals(review.wording().answer())) {
            return Optional.of(Outcome.PRIVATE);
        }
        return !review.looked() && review.shows(suggestion.care().marks())
                ? Optional.of(Outcome.MARKED)
                : Optional.empty();
    }

    private Outcome decide(Review review, Supplier<Outcome> decision) {
        return inTurn(review.id(), suggestion -> care(suggestion, review).orElseGet(decision));
    }

    private Outcome inTurn(long id, Function<Suggestion, Outcome> decision) {
        Outcome outcome = requireNonNull(transaction.execute(status -> rows.locked(id).map(suggestion -> {
            Outcome result = decision.apply(suggestion);
            if (result != Outcome.DONE) {
                status.setRollbackOnly();
            }
            return result;
        }).orElse(Outcome.GONE)));
        if (outcome == Outcome.DONE) {
            teaching.embed();
            knowledge.refresh();
        }
        return outcome;
    }

    private LocalDate today() {
        return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    }
}
