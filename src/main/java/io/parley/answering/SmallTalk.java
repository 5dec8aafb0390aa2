package io.parley.answering;

import io.parley.answering.words.Phrases;
import io.parley.answering.words.Vocabulary;
import io.parley.answering.words.Words;
import java.util.List;
import java.util.Optional;

/** Recognises what needs no search because it is no question: hello, thanks, goodbye, what can you do. */
final class SmallTalk {

    private static final int LONGEST = 12;

    private final Vocabulary greeting;
    private final Vocabulary thanks;
    private final Vocabulary farewell;
    private final Vocabulary help;
    private final Vocabulary filler;
    private final Vocabulary complaint;

    SmallTalk(Phrases phrases) {
        this.greeting = new Vocabulary(phrases.greeting());
        this.thanks = new Vocabulary(phrases.thanks());
        this.farewell = new Vocabulary(phrases.farewell());
        this.help = new Vocabulary(phrases.help());
        this.filler = new Vocabulary(phrases.filler());
        this.complaint = new Vocabulary(phrases.complaint());
    }

    /** The kind of small talk when the text is nothing else; empty otherwise. */
    Optional<Notice.Kind> in(String text) {
        List<String> words = Words.of(text);
        if (words.isEmpty() || words.size() > LONGEST) {
            return Optional.empty();
        }
        if (help.is(words) || help.is(withoutGreeting(words))) {
            return Optional.of(Notice.Kind.HELP);
        }
        if (consistsOf(words, thanks)) {
            return complaint.isIn(words) ? Optional.empty() : Optional.of(Notice.Kind.THANKS);
        }
        if (consistsOf(words, farewell)) {
            return Optional.of(Notice.Kind.FAREWELL);
        }
        return consistsOf(words, greeting) ? Optional.of(Notice.Kind.GREETING) : Optional.empty();
    }

    /**
     * The kind of small talk in a text for which the search found nothing: thanks that name their reason, without a
     * question mark or a complaint.
     */
    Optional<Notice.Kind> leaning(String text) {
        List<String> words = Words.of(text);
        boolean thanking = words.size() <= LONGEST && text.indexOf('?') < 0 && thanks.isIn(words)
                && !complaint.isIn(words);
        return thanking ? Optional.of(Notice.Kind.THANKS) : Optional.empty();
    }

    private List<String> withoutGreeting(List<String> words) {
        int length = greeting.lengthAt(words, 0);
        return words.subList(length, words.size());
    }

    /** Whether at least one of the phrases stands there, and nothing else but small talk and filler. */
    private boolean consistsOf(List<String> words, Vocabulary phrases) {
        boolean found = false;
        for (int i = 0; i < words.size();) {
            int length = phrases.lengthAt(words, i);
            found |= length > 0;
            int step = length > 0 ? length : Math.max(greeting.lengthAt(words, i), filler.lengthAt(words, i));
            if (step == 0) {
                return false;
            }
            i += step;
        }
        return found;
    }
}
