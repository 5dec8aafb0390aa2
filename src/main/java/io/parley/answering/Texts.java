package io.parley.answering;

import java.util.EnumMap;
import java.util.Map;

/**
 * The bot's own texts, from {@code channels/texts.yaml}.
 *
 * @param greeting       hello
 * @param help           what it can do
 * @param thanks         you are welcome
 * @param farewell       goodbye
 * @param nothingToRead  there was no text
 * @param notUnderstood  it can make nothing of what was said
 * @param orPerson       behind the FAQ's own words for that
 * @param choices        before choices
 * @param nearest        before choices that stand for an answer that could not be written
 * @param chooseOne      before the same choices once more, after a number that is none of them; {last} is the last number
 * @param noneOfThese    after none of the choices was right
 * @param waiting        a person will come
 * @param personWillCome a person will still come, under an answer
 * @param limited        nobody is called, since that was asked for too often
 * @param handover        a person takes over, by reason
 * @param meanwhile      before choices under such a sentence
 */
record Texts(String greeting, String help, String thanks, String farewell, String nothingToRead, String notUnderstood,
        String orPerson,
        String choices,
        String nearest, String chooseOne, String noneOfThese, String waiting, String personWillCome, String limited,
        Map<HandoverReason, String> handover,
        String meanwhile) {

    Texts {
        handover = new EnumMap<>(handover);
        for (HandoverReason reason : HandoverReason.values()) {
            if (!handover.containsKey(reason)) {
                throw new IllegalArgumentException("handover." + reason.word().replace('_', '-') + " is missing.");
            }
        }
    }

    String handover(HandoverReason reason) {
        return java.util.Objects.requireNonNull(handover.get(reason));
    }
}
