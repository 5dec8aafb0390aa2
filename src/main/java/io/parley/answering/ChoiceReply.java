package io.parley.answering;

import io.parley.answering.words.Courtesies;
import io.parley.answering.words.Phrases;
import io.parley.answering.words.PlaceWords;
import io.parley.answering.words.Vocabulary;
import io.parley.answering.words.Words;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads a text typed after choices: the choice that it means, that none is meant, or a number that is none of them. */
final class ChoiceReply {

    private static final int MOST_SLIPS = 2;
    private static final int SHORTEST_FORGIVEN = 5;

    private final PlaceWords places;
    private final Courtesies courtesies;
    private final Function<FaqId, Optional<FaqEntry>> entries;

    ChoiceReply(Phrases phrases, Function<FaqId, Optional<FaqEntry>> entries) {
        this.courtesies = new Courtesies(phrases);
        this.places = new PlaceWords(phrases, courtesies);
        this.entries = entries;
    }

    /** Whether the text says that none of the choices was right. */
    boolean rejects(String text) {
        return places.in(courtesies.without(text), 0).filter(PlaceWords.Named::onlyNone).isPresent();
    }

    /** Whether the text speaks of places alone, so that it says nothing without the choices above it. */
    boolean namesPlaces(String text) {
        return places.in(courtesies.without(text), 0).filter(named -> !named.places().isEmpty()).isPresent();
    }

    /** Whether the text means to pick one of the choices, but names none of them clearly. */
    boolean isUnclear(String text, int size) {
        return places.in(courtesies.without(text), size).filter(named -> named.isUnclear(size)).isPresent();
    }

    /**
     * The choice that the text makes by a number, a place, a question, a yes or a no; empty when it is something else.
     */
    Optional<Pick> pick(String text, List<FaqId> offered) {
        if (offered.isEmpty()) {
            return Optional.empty();
        }
        List<String> words = courtesies.without(text);
        Optional<Pick> question = byQuestion(words, offered).map(Pick.Chosen::new);
        return question.isPresent()
                ? question
                : places.in(words, offered.size()).flatMap(named -> picked(named, offered));
    }

    private static Optional<Pick> picked(PlaceWords.Named named, List<FaqId> offered) {
        if (named.onlyNone()) {
            return Optional.of(new Pick.NoneOfThese());
        }
        if (named.isUnclear(offered.size())) {
            return Optional.of(new Pick.Unclear());
        }
        return named.place(offered.size()).map(place -> new Pick.Chosen(offered.get(place - 1)));
    }

    /** The choice whose question the words are; failing that, the only one whose question they nearly are. */
    private Optional<FaqId> byQuestion(List<String> words, List<FaqId> offered) {
        for (int slips = 0; slips <= MOST_SLIPS; slips++) {
            int most = slips;
            List<FaqId> like = offered.stream().filter(id -> isQuestionOf(id, words, offered.indexOf(id) + 1, most))
                    .toList();
            if (!like.isEmpty()) {
                return like.size() == 1 ? Optional.of(like.getFirst()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean isQuestionOf(FaqId id, List<String> words, int place, int slips) {
        List<String> question = entries.apply(id).map(entry -> Words.of(entry.question())).orElse(List.of());
        return !words.isEmpty() && (isLike(words, question, slips) || (words.getFirst().equals(Integer.toString(place))
                && isLike(words.subList(1, words.size()), question, slips)));
    }

    private static boolean isLike(List<String> words, List<String> question, int slips) {
        if (words.size() != question.size()) {
            return false;
        }
        int found = 0;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String asked = question.get(i);
            if (!word.equals(asked)) {
                boolean slip = Math.min(word.length(), asked.length()) >= SHORTEST_FORGIVEN
                        && Vocabulary.isOneSlipAway(word, asked);
                found += slip ? 1 : MOST_SLIPS + 1;
            }
        }
        return found <= slips;
    }
}
