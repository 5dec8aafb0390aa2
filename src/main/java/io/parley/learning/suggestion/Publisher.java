package io.parley.learning.suggestion;

import io.parley.knowledge.FaqGrowth;
import io.parley.knowledge.faq.EntryContent;
import io.parley.knowledge.faq.FaqId;
import io.parley.learning.replay.Effect;
import io.parley.learning.replay.QuestionReplay;
import io.parley.learning.suggestion.Suggestions.Outcome;
import io.parley.learning.suggestion.Suggestions.Review;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets the bot answer with suggestions, after it has tried what that changes for known questions. A change of the FAQ by
 * somebody else between the try and the decision is not tried again.
 */
@Component
public class Publisher {
    private final Suggestions suggestions;
    private final FaqGrowth faq;
    private final QuestionReplay replay;

    Publisher(Suggestions suggestions, FaqGrowth faq, QuestionReplay replay) {
        this.suggestions = suggestions;
        this.faq = faq;
        this.replay = replay;
    }

    /** A part of the FAQ that a suggestion becomes. */
    public enum As {
        /** An entry of its own. */
        ENTRY,
        /** Ways to ask for an entry. */
        WAYS,
        /** Ways to ask for an entry, and its answer. */
        ANSWER
    }

    /**
     * A decision that somebody wants.
     *
     * @param entry the entry of which it becomes a part; null for one of its own
     */
    public record Wish(Review review, As as, @Nullable FaqId entry) {}

    /**
     * What somebody knows of the effect and wants all the same.
     *
     * @param key the {@link Effect#key() effect} that they saw; null when they saw none
     * @param reason why known questions may go wrong, of somebody who may decide that; null for nothing
     */
    public record Assent(@Nullable String key, @Nullable String reason) {
        /** Nobody saw anything. */
        public static final Assent NONE = new Assent(null, null);

        /** Whether it suffices for a decision with this effect: {@link Outcome#DONE}, or what speaks against it. */
        public Outcome to(Effect effect) {
            if (effect.loses() && !(isReasoned() && isTo(effect))) {
                return Outcome.LOSES;
            }
            return effect.steals() && !isTo(effect) ? Outcome.STEALS : Outcome.DONE;
        }

        private boolean isTo(Effect effect) {
            return effect.key().equals(key);
        }

        private boolean isReasoned() {
            return reason != null && !reason.isBlank();
        }
    }

    /**
     * What became of a wish.
     *
     * @param effect what it does to known questions; null where that was not tried
     */
    public record Decided(Outcome outcome, @Nullable Effect effect) {}

    /** What a decision would do to known questions; empty when the bot answers with no such entry. */
    public Optional<Effect> effect(Wish wish) {
        return content(wish).map(replay::of);
    }

    /** Decides, unless something speaks against it to which nobody has assented. */
    public Decided decide(Wish wish, Assent assent) {
        Optional<Outcome> refusal = suggestions.refusal(review(wish));
        if (refusal.isPresent()) {
            return new Decided(refusal.get(), null);
        }
        Decided weighed = weighed(wish, assent);
        Effect effect = weighed.effect();
        return weighed.outcome() != Outcome.DONE || effect == null
                ? weighed
                : new Decided(carryOut(wish, effect, assent), effect);
    }

    /** Whether what it does to known questions speaks against it; {@link Outcome#DONE} when it does not. Decides nothing. */
    Decided weighed(Wish wish, Assent assent) {
        return effect(wish).map(effect -> new Decided(assent.to(effect), effect))
                .orElseGet(() -> new Decided(Outcome.NO_ENTRY, null));
    }

    /** Decides; the effect was weighed before. */
    Outcome carryOut(Wish wish, Effect effect, Assent assent) {
        Review review = effect.loses() || effect.steals()
                ? wish.review().despite(new Suggestions.Despite(effect.stolen().size(), effect.lost().size(),
                        effect.loses() ? assent.reason() : null))
                : wish.review();
        return switch (wish.as()) {
            case ENTRY -> suggestions.publish(review);
            case WAYS -> onEntry(wish, entry -> suggestions.attach(review, entry));
            case ANSWER -> onEntry(wish, entry -> suggestions.replace(review, entry));
        };
    }

    private static Outcome onEntry(Wish wish, Function<FaqId, Outcome> decision) {
        FaqId entry = wish.entry();
        return entry == null ? Outcome.NO_ENTRY : decision.apply(entry);
    }

    private static Review review(Wish wish) {
        return wish.as() == As.WAYS ? wish.review().withoutAnswer() : wish.review();
    }

    private Optional<EntryContent> content(Wish wish) {
        Suggestion.Wording wording = wish.review().wording();
        FaqId entry = wish.entry();
        if (wish.as() == As.ENTRY) {
            return Optional.of(new EntryContent(suggestions.entry(wish.review()), wording.ways(), List.of()));
        }
        return entry == null
                ? Optional.empty()
                : faq.grown(entry, Suggestions.questions(wording), wish.as() == As.ANSWER ? wording.answer() : null);
    }
}
