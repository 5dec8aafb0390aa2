package io.parley.answering;

import io.parley.answering.words.Words;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.Manners;
import io.parley.knowledge.ranking.Confidence;
import io.parley.knowledge.search.Hit;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Puts answers into the bot's words. */
final class AnswerTexts {

    private static final Confidence CERTAIN = new Confidence(1);

    private final Texts texts;

    private final Supplier<Manners> manners;

    AnswerTexts(Texts texts) {
        this(texts, () -> Manners.NONE);
    }

    /**
     * The bot's words.
     *
     * @param manners what the FAQ says instead, at each moment
     */
    AnswerTexts(Texts texts, Supplier<Manners> manners) {
        this.texts = texts;
        this.manners = manners;
    }

    /** Whether the FAQ has words of its own for what is not known. */
    boolean hasFallback() {
        return manners.get().fallback() != null;
    }

    /** Whether the FAQ lists these words as a farewell. */
    boolean isLeave(String text) {
        String words = Words.joined(text);
        return manners.get().exits().stream().anyMatch(exit -> Words.joined(exit).equals(words));
    }

    private String notUnderstood() {
        String fallback = manners.get().fallback();
        return fallback == null ? texts.notUnderstood() : (fallback + " " + texts.orPerson()).strip();
    }

    Notice notice(Notice.Kind kind) {
        return new Notice(kind, switch (kind) {
            case GREETING -> Objects.requireNonNullElse(manners.get().greeting(), texts.greeting());
            case HELP -> texts.help();
            case THANKS -> texts.thanks();
            case FAREWELL -> texts.farewell();
            case WAITING -> texts.waiting();
            case NOTHING_TO_READ -> texts.nothingToRead();
            case NOT_UNDERSTOOD -> notUnderstood();
            case LIMITED -> texts.limited();
            case ASK_AGAIN -> texts.noneOfThese();
        });
    }

    /** The answer of an entry that the search is sure of. */
    FaqAnswer faq(Hit hit, boolean ticketOpen) {
        return faq(hit.entry(), hit.confidence(), ticketOpen);
    }

    /** The answer of an entry that the person chose. */
    FaqAnswer chosen(FaqEntry entry, boolean ticketOpen) {
        return faq(entry, CERTAIN, ticketOpen);
    }

    Choices choices(List<Hit> hits) {
        return choices(texts.choices(), hits);
    }

    Choices nearest(List<Hit> hits) {
        return choices(texts.nearest(), hits);
    }

    /** The same choices once more, for none of them was picked. */
    Choices chooseOne(List<FaqEntry> offered) {
        return new Choices(texts.chooseOne().replace("{last}", Integer.toString(offered.size())), null,
                offered.stream().map(Suggestion::of).toList());
    }

    Handover handover(HandoverReason reason) {
        return handover(reason, List.of());
    }

    Handover handover(HandoverReason reason, List<Hit> nearest) {
        return new Handover(reason, texts.handover(reason), nearest.isEmpty() ? "" : texts.meanwhile(),
                nearest.stream().map(Hit::entry).map(Suggestion::of).toList());
    }

    private FaqAnswer faq(FaqEntry entry, Confidence confidence, boolean ticketOpen) {
        String answer = Objects.requireNonNull(entry.answer());
        return new FaqAnswer(ticketOpen ? answer + "\n\n" + texts.personWillCome() : answer, confidence,
                Reference.to(entry));
    }

    private static Choices choices(String text, List<Hit> hits) {
        return new Choices(text, hits.getFirst().confidence(),
                hits.stream().map(Hit::entry).map(Suggestion::of).toList());
    }
}
