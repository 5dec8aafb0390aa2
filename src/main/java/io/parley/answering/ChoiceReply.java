package io.parley.answering;

import io.parley.knowledge.FaqEntry;
import io.parley.knowledge.FaqId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a person typed after choices: which one they mean, or that they mean none. */
final class ChoiceReply {

    private final Vocabulary none;
    private final Vocabulary agreement;
    private final List<Vocabulary> ordinals;
    private final Vocabulary last;
    private final Function<FaqId, Optional<FaqEntry>> entries;

    ChoiceReply(Phrases.Choice phrases, Function<FaqId, Optional<FaqEntry>> entries) {
        this.none = new Vocabulary(phrases.none());
        this.agreement = new Vocabulary(phrases.agreement());
        this.ordinals = List.of(new Vocabulary(phrases.first()), new Vocabulary(phrases.second()),
                new Vocabulary(phrases.third()));
        this.last = new Vocabulary(phrases.last());
        this.entries = entries;
    }

    /** Whether the text says that none of the choices was right. */
    boolean rejects(String text) {
        return none.is(Words.of(text));
    }

    /** The entry that the text picks: by its number, its place, its question, or by a yes when there is only one. */
    Optional<FaqId> pick(String text, List<FaqId> offered) {
        List<String> words = Words.of(text);
        int place = place(words, offered.size());
        if (place >= 1 && place <= offered.size()) {
            return Optional.of(offered.get(place - 1));
        }
        if (offered.size() == 1 && agreement.is(words)) {
            return Optional.of(offered.getFirst());
        }
        return offered.stream().filter(id -> isQuestionOf(id, words)).findFirst();
    }

    private int place(List<String> words, int size) {
        if (words.size() == 1 && words.getFirst().matches("[1-9]")) {
            return Integer.parseInt(words.getFirst());
        }
        for (int i = 0; i < ordinals.size(); i++) {
            if (ordinals.get(i).is(words)) {
                return i + 1;
            }
        }
        return last.is(words) ? size : 0;
    }

    private boolean isQuestionOf(FaqId id, List<String> words) {
        return !words.isEmpty()
                && entries.apply(id).map(entry -> Words.of(entry.question())).filter(words::equals).isPresent();
    }
}
