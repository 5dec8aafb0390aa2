package io.parley.answering;

import io.parley.answering.model.GroundedModel;
import io.parley.answering.model.ModelOutcome;
import io.parley.answering.words.FollowUpDetector;
import io.parley.answering.words.PersonWanted;
import io.parley.answering.words.Phrases;
import io.parley.answering.words.Sense;
import io.parley.answering.words.Words;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Search;
import io.parley.knowledge.search.Thresholds;
import io.parley.settings.Live;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides what a question gets: small talk first, then the FAQ, then the model, then a person. */
final class AnswerPolicy {

    private static final int ENOUGH_OFFERS = 2;

    private final Phrasebook phrases;
    private final Retrieval retrieval;
    private final Function<FaqId, Optional<FaqEntry>> entries;
    private final Live<Thresholds> thresholds;
    private final AnsweringSettings settings;
    private final AnswerTexts replies;
    private final @Nullable GroundedModel model;
    private final ModelAllowance allowance;

    AnswerPolicy(Phrasebook phrases, Search search, Function<FaqId, Optional<FaqEntry>> entries,
            Live<Thresholds> thresholds, AnsweringSettings settings, AnswerTexts replies, @Nullable GroundedModel model,
            ModelAllowance allowance) {
        this.phrases = phrases;
        this.retrieval = new Retrieval(search, entries, thresholds, phrases.leaning(), phrases::namesNothing);
        this.entries = entries;
        this.thresholds = thresholds;
        this.settings = settings;
        this.replies = replies;
        this.model = model;
        this.allowance = allowance;
    }

    /** The detectors of everything that a person can want besides an answer. */
    record Phrasebook(SmallTalk smallTalk, PersonWanted personWanted, ChoiceReply choiceReply, FollowUpDetector leaning,
            Sense sense) {
        static Phrasebook of(Phrases phrases, Function<FaqId, Optional<FaqEntry>> entries) {
            return new Phrasebook(new SmallTalk(phrases), new PersonWanted(phrases.person()),
                    new ChoiceReply(phrases, entries), new FollowUpDetector(phrases.followUp()),
                    new Sense(phrases.idle()));
        }

        /** Whether a text cannot name what a conversation is about. */
        boolean namesNothing(String text) {
            return Words.of(text).stream().noneMatch(Words::isContent) || smallTalk.in(text).isPresent()
                    || choiceReply.rejects(text) || choiceReply.namesPlaces(text) || personWanted.in(text);
        }
    }

    Answer on(Question asked) {
        Question question = asked.brief();
        if (question.command() != null) {
            return onCommand(question.command(), question);
        }
        return picked(question).orElseGet(() -> onWords(question));
    }

    private Answer onCommand(Command command, Question question) {
        return switch (command) {
            case START -> replies.notice(Notice.Kind.GREETING);
            case HELP -> replies.notice(Notice.Kind.HELP);
            case HUMAN -> person(question);
            case NOT_HELPED -> onNoHelp(question);
            case NONE_OF_THESE -> onRejection(offers(question), question);
            case UNCLEAR_CHOICE -> chooseOne(question);
        };
    }

    /**
     * The choice that a typed text makes among the choices that are still open after the history; empty when it makes
     * none.
     */
    Optional<Pick> pick(String text, List<Exchange> history) {
        return phrases.choiceReply().pick(text, offers(history).open());
    }

    /** Whether a text asks for a person. */
    boolean asksForPerson(String text) {
        return phrases.personWanted().in(Question.of(text).brief().text());
    }

    /** Whether a text has a question in it, or tells of one; courtesies and the mere wish for a person have none. */
    boolean hasQuestion(String text) {
        String brief = Question.of(text).brief().text();
        return phrases.smallTalk().in(brief).isEmpty() && !phrases.choiceReply().rejects(brief)
                && !phrases.personWanted().isAllOf(brief);
    }

    private OfferedChoices offers(Question question) {
        return offers(question.history());
    }

    private OfferedChoices offers(List<Exchange> history) {
        return OfferedChoices.in(history, phrases.choiceReply(), text -> phrases.smallTalk().in(text).isPresent());
    }

    /** The answer to a choice, pressed or typed; empty when it is none, or its entry has no answer any more. */
    private Optional<Answer> picked(Question question) {
        if (question.chosen() != null) {
            return chosen(question.chosen(), question);
        }
        return pick(question.text(), question.history()).flatMap(pick -> switch (pick) {
            case Pick.Chosen(FaqId entry) -> chosen(entry, question);
            case Pick.NoneOfThese _ -> Optional.of(onRejection(offers(question), question));
            case Pick.Unclear _ -> Optional.of(chooseOne(question));
        });
    }

    private Optional<Answer> chosen(FaqId id, Question question) {
        return entries.apply(id).filter(entry -> !entry.isDraft() && entry.answer() != null)
                .map(entry -> replies.chosen(entry, question.ticketOpen()));
    }

    private Answer chooseOne(Question question) {
        List<FaqEntry> offered = offers(question).open().stream().map(entries).flatMap(Optional::stream).toList();
        return offered.isEmpty() ? onWords(question) : replies.chooseOne(offered);
    }

    private Answer onWords(Question question) {
        return withoutSearch(question).orElseGet(() -> fromSearch(question, offers(question)));
    }

    private Answer person(Question question) {
        return question.ticketOpen()
                ? replies.notice(Notice.Kind.WAITING)
                : replies.handover(HandoverReason.ASKED_FOR_PERSON);
    }

    private Answer onRejection(OfferedChoices offers, Question question) {
        if (question.ticketOpen()) {
            return replies.notice(Notice.Kind.WAITING);
        }
        return offers.rejected() + 1 >= ENOUGH_OFFERS
                ? replies.handover(HandoverReason.UNRESOLVED_CHOICE)
                : replies.notice(Notice.Kind.ASK_AGAIN);
    }

    /** The first time, the question can be put in other words; a person takes over the second time. */
    private Answer onNoHelp(Question question) {
        OfferedChoices offers = offers(question);
        boolean first = question.history().reversed().stream().filter(exchange -> exchange.who() == Exchange.Who.BOT)
                .findFirst().filter(exchange -> exchange.entry() != null).isPresent();
        if (first || question.ticketOpen() || !offers.all().isEmpty()) {
            return onRejection(offers, question);
        }
        return replies.handover(HandoverReason.UNRESOLVED_CHOICE);
    }

    private Optional<Answer> withoutSearch(Question question) {
        if (Words.of(question.text()).isEmpty()) {
            return Optional.of(replies.notice(Notice.Kind.NOTHING_TO_READ));
        }
        if (phrases.personWanted().in(question.text())) {
            return Optional.of(person(question));
        }
        return replies.isLeave(question.text())
                ? Optional.of(replies.notice(Notice.Kind.FAREWELL))
                : phrases.smallTalk().in(question.text()).map(replies::notice);
    }

    private Answer fromSearch(Question question, OfferedChoices offers) {
        RetrievalResult found = retrieval.find(question);
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
        if (phrases.sense().isNonsense(question.text()) || phrases.choiceReply().namesPlaces(question.text())) {
            return missed(question, List.of());
        }
        boolean isForModel = model != null && (found.guess() || found.isOneMeaning());
        return reaches(found, thresholds.now().choices()) && !isForModel
                ? offer(found, offers)
                : beyondFaq(question, found, offers);
    }

    private boolean isSure(RetrievalResult found) {
        return reaches(found, thresholds.now().answer()) && !isClose(found.different().limit(2).toList());
    }

    private boolean isClose(List<Hit> hits) {
        return hits.size() > 1 && hits.getFirst().confidence().value()
                - hits.get(1).confidence().value() < thresholds.now().close();
    }

    private static boolean reaches(RetrievalResult found, double threshold) {
        return found.confidence().atLeast(threshold);
    }

    private Optional<Answer> smallTalkAfter(Question question, RetrievalResult found) {
        return reaches(found, thresholds.now().choices())
                ? Optional.empty()
                : phrases.smallTalk().leaning(question.text()).map(replies::notice);
    }

    /** The likeliest entries, without those that were rejected already. */
    private Answer offer(RetrievalResult found, OfferedChoices offers) {
        Set<FaqId> rejected = offers.rejectedEntries();
        List<Hit> hits = likely(found).stream().filter(hit -> !isAmong(hit, rejected)).toList();
        boolean again = !hits.isEmpty()
                && offers.all().stream().filter(offer -> isAmong(hits.getFirst(), offer)).count() >= ENOUGH_OFFERS;
        return hits.isEmpty() || again ? replies.handover(HandoverReason.UNRESOLVED_CHOICE) : replies.choices(hits);
    }

    private boolean isAmong(Hit hit, Collection<FaqId> ids) {
        return ids.contains(hit.entry().id())
                || ids.stream().flatMap(id -> entries.apply(id).stream()).anyMatch(hit::says);
    }

    /** Each of which is likely enough by itself. */
    private List<Hit> likely(RetrievalResult found) {
        return found.different().filter(hit -> hit.confidence().atLeast(thresholds.now().choices()))
                .limit(settings.choices()).toList();
    }

    /** Whether the model's allowance is used up for everybody. */
    boolean isModelSpent() {
        return allowance.isSpent();
    }

    private Answer beyondFaq(Question question, RetrievalResult found, OfferedChoices offers) {
        if (model == null || found.hits().isEmpty()) {
            return unknown(question, found, offers);
        }
        if (!allowance.take(question.asker() == null ? null : question.asker().participant())) {
            return replies.handover(HandoverReason.USAGE_LIMIT, nearest(found));
        }
        return switch (model.answer(question.transcript(), found.entries(settings.entries()))) {
            case ModelOutcome.Written written -> ModelAnswer.of(written);
            case ModelOutcome.Declined(ModelOutcome.Why why) -> why == ModelOutcome.Why.UNKNOWN
                    ? unknown(question, found, offers)
                    : replies.handover(HandoverReason.of(why));
            case ModelOutcome.Spent _ -> replies.handover(HandoverReason.USAGE_LIMIT, nearest(found));
            case ModelOutcome.Unusable(boolean harmful) ->
                instead(harmful ? HandoverReason.POLICY : HandoverReason.FAILURE, found);
        };
    }

    /**
     * The reply when nothing is found. A question gets a person at once. For a text of a word or two, and for any text
     * where the FAQ has a fallback text of its own, the bot asks first what is meant.
     */
    private Answer unknown(Question question, RetrievalResult found, OfferedChoices offers) {
        List<Hit> nearest = model == null ? nearest(found) : List.of();
        if (!replies.hasFallback() && !phrases.sense().isScant(question.text())) {
            return replies.handover(HandoverReason.MISSING_KNOWLEDGE, nearest);
        }
        boolean isNew = !nearest.isEmpty()
                && offers.all().stream().noneMatch(offer -> isAmong(nearest.getFirst(), offer));
        return isNew ? replies.nearest(nearest) : missed(question, nearest);
    }

    /** The bot says that it does not understand; where it has just said so, a person takes over. */
    private Answer missed(Question question, List<Hit> nearest) {
        boolean again = question.history().reversed().stream().filter(message -> message.who() != Exchange.Who.PERSON)
                .findFirst().filter(Exchange::missed).isPresent();
        return again
                ? replies.handover(HandoverReason.MISSING_KNOWLEDGE, nearest)
                : replies.notice(Notice.Kind.NOT_UNDERSTOOD);
    }

    private Answer instead(HandoverReason reason, RetrievalResult found) {
        List<Hit> nearest = nearest(found);
        return nearest.isEmpty() ? replies.handover(reason) : replies.nearest(nearest);
    }

    private List<Hit> nearest(RetrievalResult found) {
        return found.different().filter(hit -> hit.confidence().atLeast(settings.nearest()))
                .limit(settings.choices()).toList();
    }
}
