package io.parley.answering.words;

import java.util.List;

/**
 * How people say what needs no search, as {@code channels/phrases.yaml} has it; that file says what each list is for.
 *
 * @param greeting  hello
 * @param thanks    thanks
 * @param farewell  goodbye
 * @param help      what can you do
 * @param filler    words that may stand around these
 * @param complaint words that make thanks none
 * @param dissatisfaction further words with which people say what they think of an answer
 * @param person    how a person is asked for
 * @param choices   how choices are answered
 * @param followUp  how a question leans on another
 * @param letter    how a letter begins and ends
 * @param idle      what asks nothing
 * @param data      what people want with what is kept of them
 */
public record Phrases(List<String> greeting, List<String> thanks, List<String> farewell, List<String> help,
        List<String> filler, List<String> complaint, List<String> dissatisfaction, Person person, Choice choices,
        FollowUp followUp, Letter letter, Idle idle, Data data) {

    /** How a person is asked for. */
    public record Person(List<String> agents, List<String> anybody, List<String> desk, List<String> talk,
            List<String> want,
            List<String> between, List<String> after, List<String> alone, List<String> sentences,
            List<String> negations, List<String> asking) {}

    /** How choices are answered. */
    public record Choice(List<String> none, List<String> agreement, List<String> first, List<String> second,
            List<String> third, List<String> last, List<String> around) {}

    /** How a question leans on another. */
    public record FollowUp(List<String> openers, List<String> pointers, List<String> idle,
            List<String> empty) {}

    /** How a letter begins and ends. */
    public record Letter(List<String> opening, List<String> closing) {}

    /** Phrases that ask nothing. */
    public record Idle(List<String> insults, List<String> pastimes, List<String> around) {}

    /** What people want with what is kept of them. */
    public record Data(List<String> forget, List<String> erase, List<String> export, List<String> handOut,
            List<String> mine, List<String> around, List<String> confirmation) {}
}
