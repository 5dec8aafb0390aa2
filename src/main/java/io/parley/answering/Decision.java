package io.parley.answering;

import io.parley.knowledge.FaqEntry;
import io.parley.knowledge.FaqId;
import io.parley.knowledge.Hit;
import io.parley.knowledge.Search;
import io.parley.knowledge.Thresholds;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides what a question gets: small talk first, then the FAQ, then the model, then a person. */
final class Decision {

    private static final int ENOUGH_OFFERS = 2;

    private final Phrasebook phrases;
    private final Retrieval retrieval;
    private final Function<FaqId, Optional<FaqEntry>> entries;
    private final Thresholds thresholds;
    private final AnsweringSettings settings;
    private final Replies replies;
    private final @Nullable GroundedModel model;

    Decision(Phrasebook phrases, Search search, Function<FaqId, Optional<FaqEntry>> entries,
            Thresholds thresholds, AnsweringSettings settings, Replies replies, @Nullable GroundedModel model) {
        this.phrases = phrases;
        this.retrieval = new Retrieval(search, entries, thresholds, phrases.leaning(), phrases::namesNothing);
        this.entries = entries;
        this.thresholds = thresholds;
        this.settings = settings;
        this.replies = replies;
        this.model = model;
    }

    /** What a person can want besides an answer. */
    record Phrasebook(SmallTalk smallTalk, PersonWanted personWanted, ChoiceReply choiceReply, Leaning leaning) {
        static Phrasebook of(Phrases phrases, Function<FaqId, Optional<FaqEntry>> entries) {
            return new Phrasebook(new SmallTalk(phrases), new PersonWanted(phrases.person()),
                    new ChoiceReply(phrases.choices(), entries), new Leaning(phrases.followUp()));
        }

        /** Whether a text cannot name what a conversation is about. */
        boolean namesNothing(String text) {
            return Words.of(text).stream().noneMatch(Words::isContent) || smallTalk.in(text).isPresent()
                    || choiceReply.rejects(text) || personWanted.in(text);
        }
    }

    Answer on(Question question) {
        if (question.wish() != null) {
            return onWish(question.wish(), question);
        }
        Offers offers = offers(question);
        Optional<FaqEntry> picked = picked(question, offers);
        if (picked.isPresent()) {
            return replies.chosen(picked.get(), question.ticketOpen());
        }
        if (!offers.open().isEmpty() && phrases.choiceReply().rejects(question.text())) {
            return onRejection(offers, question);
        }
        return withoutSearch(question).orElseGet(() -> fromSearch(question, offers));
    }

    private Answer onWish(Wish wish, Question question) {
        return switch (wish) {
            case START -> replies.notice(Notice.Kind.GREETING);
            case HELP -> replies.notice(Notice.Kind.HELP);
            case HUMAN -> person(question);
            case NONE_OF_THESE -> onRejection(offers(question), question);
        };
    }

    private Offers offers(Question question) {
        return Offers.in(question.history(), phrases.choiceReply());
    }

    private Optional<FaqEntry> picked(Question question, Offers offers) {
        Optional<FaqId> id = question.chosen() == null
                ? phrases.choiceReply().pick(question.text(), offers.open())
                : Optional.of(question.chosen());
        return id.flatMap(entries).filter(entry -> !entry.isDraft() && entry.answer() != null);
    }

    private Answer person(Question question) {
        return question.ticketOpen()
                ? replies.notice(Notice.Kind.WAITING)
                : replies.handoff(HandoffReason.ASKED_FOR_PERSON);
    }

    private Answer onRejection(Offers offers, Question question) {
        if (question.ticketOpen()) {
            return replies.notice(Notice.Kind.WAITING);
        }
        return offers.rejected() + 1 >= ENOUGH_OFFERS
                ? replies.handoff(HandoffReason.UNRESOLVED_CHOICE)
                : replies.notice(Notice.Kind.ASK_AGAIN);
    }

    private Optional<Answer> withoutSearch(Question question) {
        if (Words.of(question.text()).isEmpty()) {
            return Optional.of(replies.notice(Notice.Kind.NOTHING_TO_READ));
        }
        if (phrases.personWanted().in(question.text())) {
            return Optional.of(person(question));
        }
        return phrases.smallTalk().in(question.text()).map(replies::notice);
    }

    private Answer fromSearch(Question question, Offers offers) {
        Found found = retrieval.find(question);
        if (isSure(found)) {
            return replies.faq(found.hits().getFirst(), question.ticketOpen());
        }
        Optional<Answer> smallTalk = smallTalkAfter(question, found);
        if (smallTalk.isPresent()) {
            return smallTalk.get();
        }
        if (question.ticketOpen()) {
            return replies.notice(Notice.Kind.WAITING);
        }
        boolean guess = found.guess() && model != null;
        return reaches(found, thresholds.choices()) && !guess ? offer(found, offers) : beyondFaq(question, found);
    }

    private boolean isSure(Found found) {
        return reaches(found, thresholds.answer()) && !isClose(found.different().limit(2).toList());
    }

    private boolean isClose(List<Hit> hits) {
        return hits.size() > 1 && hits.getFirst().confidence().value()
                - hits.get(1).confidence().value() < thresholds.close();
    }

    private static boolean reaches(Found found, double threshold) {
        return !found.draft() && found.confidence().atLeast(threshold);
    }

    private Optional<Answer> smallTalkAfter(Question question, Found found) {
        return reaches(found, thresholds.choices())
                ? Optional.empty()
                : phrases.smallTalk().leaning(question.text()).map(replies::notice);
    }

    /** The likeliest entries, without those that were rejected already. */
    private Answer offer(Found found, Offers offers) {
        Set<FaqId> rejected = offers.rejectedEntries();
        List<Hit> hits = likely(found).stream().filter(hit -> !rejected.contains(hit.entry().id())).toList();
        boolean again = !hits.isEmpty() && offers.timesOffered(hits.getFirst().entry().id()) >= ENOUGH_OFFERS;
        return hits.isEmpty() || again ? replies.handoff(HandoffReason.UNRESOLVED_CHOICE) : replies.choices(hits);
    }

    /** At least two where there are two; a third only when it is not much less likely than the first. */
    private List<Hit> likely(Found found) {
        double third = found.confidence().value() / 4;
        List<Hit> hits = found.different().limit(settings.choices()).toList();
        return hits.size() > 2 && !hits.get(2).confidence().atLeast(third) ? hits.subList(0, 2) : hits;
    }

    private Answer beyondFaq(Question question, Found found) {
        if (model == null || found.hits().isEmpty()) {
            return replies.handoff(HandoffReason.MISSING_KNOWLEDGE, nearest(found));
        }
        return switch (model.answer(question, found.entries(settings.entries()))) {
            case GroundedModel.Outcome.Written written -> written.answer();
            case GroundedModel.Outcome.Declined declined -> replies.handoff(declined.reason());
            case GroundedModel.Outcome.Unusable unusable -> instead(unusable.reason(), found);
        };
    }

    private Answer instead(HandoffReason reason, Found found) {
        List<Hit> nearest = nearest(found);
        return nearest.isEmpty() ? replies.handoff(reason) : replies.nearest(nearest);
    }

    private List<Hit> nearest(Found found) {
        return found.different().filter(hit -> hit.confidence().atLeast(settings.nearest()))
                .limit(settings.choices()).toList();
    }
}
