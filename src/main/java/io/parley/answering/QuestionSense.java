package io.parley.answering;

import io.parley.answering.words.PersonWanted;
import io.parley.answering.words.Phrases;
import io.parley.answering.words.Vocabulary;
import io.parley.answering.words.Words;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells a question from what people say besides: thanks, "a person, please", what they think of the last answer. */
public final class QuestionSense {

    private static final Pattern CLAUSE_END = Pattern.compile("[.,;:!?()\\n\\r]+|\\s[-–—]\\s");
    /** One word names a thing, and asks nothing about it. */
    private static final int LEAST = 2;

    private final SmallTalk smallTalk;
    private final PersonWanted personWanted;
    private final Vocabulary none;
    private final List<Vocabulary> idle;

    QuestionSense(Phrases phrases) {
        this.smallTalk = new SmallTalk(phrases);
        this.personWanted = new PersonWanted(phrases.person());
        this.none = new Vocabulary(phrases.choices().none());
        this.idle = Stream
                .of(phrases.filler(), phrases.complaint(), phrases.dissatisfaction(), phrases.followUp().empty(),
                        phrases.followUp().pointers(), phrases.greeting(), phrases.thanks(), phrases.farewell())
                .map(Vocabulary::new).toList();
    }

    /** Whether somebody who had not seen what was said before could answer the text. */
    public boolean asksSomething(String text) {
        return Words.of(text).size() >= LEAST && smallTalk.leaning(text).isEmpty() && !personWanted.in(text)
                && CLAUSE_END.splitAsStream(text).anyMatch(this::says);
    }

    private boolean says(String clause) {
        List<String> words = Words.of(clause);
        return !none.is(words) && smallTalk.in(clause).isEmpty() && !personWanted.in(clause)
                && words.stream().anyMatch(word -> idle.stream().noneMatch(list -> list.knows(word)));
    }
}
