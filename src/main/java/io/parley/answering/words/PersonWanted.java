package io.parley.answering.words;

import java.util.List;
import java.util.stream.Stream;

/** Recognises "a person, please" in its many forms, and what only sounds like it. */
public final class PersonWanted {

    private static final int NEGATION_REACH = 4;
    private static final int LONGEST_ALONE = 8;
    /** The most words between the wish and the person: "one of your real, live, human …". */
    private static final int REACH = 8;

    private final Vocabulary agents;
    private final Vocabulary anybody;
    private final Vocabulary desk;
    private final Vocabulary talk;
    private final Vocabulary want;
    private final Vocabulary between;
    private final Vocabulary after;
    private final Vocabulary alone;
    private final Vocabulary sentences;
    private final Vocabulary negations;
    private final Vocabulary asking;

    /** A detector that knows these phrases. */
    public PersonWanted(Phrases.Person phrases) {
        this.agents = new Vocabulary(phrases.agents());
        this.anybody = new Vocabulary(phrases.anybody());
        this.desk = new Vocabulary(phrases.desk());
        this.talk = new Vocabulary(phrases.talk());
        this.want = new Vocabulary(phrases.want());
        this.between = new Vocabulary(phrases.between());
        this.after = new Vocabulary(phrases.after());
        this.alone = new Vocabulary(phrases.alone());
        this.sentences = new Vocabulary(phrases.sentences());
        this.negations = new Vocabulary(phrases.negations());
        this.asking = new Vocabulary(phrases.asking());
    }

    /** Whether a text asks for a person. */
    public boolean in(String text) {
        List<String> words = Words.of(text);
        return sentences.is(words) || isAlone(words) || talksTo(words, agents) || talksTo(words, anybody)
                || wants(words, agents, false) || wants(words, anybody, true)
                || (!asking.begins(words) && (talksTo(words, desk) || wants(words, desk, true)));
    }

    /** Whether a text asks for a person, and says nothing of what about. */
    public boolean isAllOf(String text) {
        List<String> words = Words.of(text);
        return in(text) && restOf(words).noneMatch(Words::isContent);
    }

    /** The words that are no part of such a wish. */
    private Stream<String> restOf(List<String> words) {
        Stream.Builder<String> rest = Stream.builder();
        for (int i = 0; i < words.size();) {
            int at = i;
            int known = Stream.of(sentences, talk, want, agents, anybody, desk, between, after, alone, asking)
                    .mapToInt(phrases -> phrases.lengthAt(words, at)).max().orElse(0);
            if (known == 0) {
                rest.add(words.get(i));
            }
            i += Math.max(1, known);
        }
        return rest.build();
    }

    /** "Human please": an agent, and nothing but politeness around it. */
    private boolean isAlone(List<String> words) {
        boolean found = false;
        for (int i = 0; i < words.size() && words.size() <= LONGEST_ALONE;) {
            int agent = agents.lengthAt(words, i);
            int step = Math.max(agent, alone.lengthAt(words, i));
            if (step == 0) {
                return false;
            }
            found |= agent > 0;
            i += step;
        }
        return found;
    }

    /** "Can I speak to somebody", "einen Menschen sprechen": either may come first. */
    private boolean talksTo(List<String> words, Vocabulary whom) {
        return joins(words, talk, whom, false) || joins(words, whom, talk, false);
    }

    private boolean wants(List<String> words, Vocabulary whom, boolean nothingElse) {
        return joins(words, want, whom, nothingElse);
    }

    /** Whether one phrase stands before the other with nothing of meaning between them, and no negation before. */
    private boolean joins(List<String> words, Vocabulary first, Vocabulary second, boolean nothingElse) {
        for (int i = 0; i < words.size(); i++) {
            int end = i + first.lengthAt(words, i);
            if (end > i && !negated(words, i)) {
                int past = pastSecond(words, end, second);
                if (past > 0 && (!nothingElse || past == words.size() || after.lengthAt(words, past) > 0)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Where the second phrase ends, when only words that may stand between come before it; otherwise 0. */
    private int pastSecond(List<String> words, int from, Vocabulary second) {
        for (int i = from; i < Math.min(words.size(), from + REACH);) {
            int length = second.lengthAt(words, i);
            if (length > 0) {
                return i + length;
            }
            if (!between.has(words.get(i))) {
                return 0;
            }
            i++;
        }
        return 0;
    }

    private boolean negated(List<String> words, int at) {
        return words.subList(Math.max(0, at - NEGATION_REACH), at).stream().anyMatch(negations::has);
    }
}
