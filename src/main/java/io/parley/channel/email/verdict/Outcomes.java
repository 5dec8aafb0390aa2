package io.parley.channel.email.verdict;

import io.parley.channel.email.verdict.VerdictWords.Said;
import io.parley.channel.text.YamlTexts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells from a letter in answer to "Did this help?" how the matter came out, where it says more than yes or no; the words of each
 * language are in {@code channels/email/outcomes}. It says nothing unless it is sure, nor where the languages that the letter may be
 * written in understand it differently.
 */
final class Outcomes {
    private static final int LONGEST = 1_500;
    private static final int LONGEST_LEAVE = 5;
    /** A letter that weighs so much is sure. */
    private static final double UP = 2;
    private static final double DOWN = -1.6;
    /** The weight that is needed where the writer has not found out yet. */
    private static final double UP_THOUGH_LATER = 4;
    private static final double DOWN_THOUGH_OPEN = -2;
    private static final Pattern QUESTION = Pattern.compile("[?\uff1f\u061f]$");

    private final OutcomeLanguages languages = new OutcomeLanguages();
    private final List<List<String>> closings;

    /**
     * @param verdicts the words for verdicts, of which those that end a letter count here too
     */
    Outcomes(YamlTexts verdicts) {
        this.closings = verdicts.list("closing").stream().map(OutcomeLexicon::words).toList();
    }

    /**
     * How the matter came out; empty when the text does not tell, or asks for something after good news.
     *
     * @param name the writer's name, which may end the letter
     */
    Optional<Said> of(String text, String name) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String body = body(text, name);
        List<OutcomeScale> scales = languages.of(body).stream().map(lexicon -> scale(body, lexicon)).toList();
        Set<Said> told = EnumSet.noneOf(Said.class);
        scales.stream().map(Outcomes::said).forEach(said -> said.ifPresent(told::add));
        boolean asks = scales.stream().anyMatch(OutcomeScale::asks) && told.contains(Said.HELPED);
        return told.size() == 1 && !asks ? told.stream().findFirst() : Optional.empty();
    }

    private static Optional<Said> said(OutcomeScale scale) {
        double weight = scale.weight();
        if (scale.isAway()) {
            return Optional.empty();
        }
        if (scale.endsWell() && !scale.asks() && weight >= (scale.isLater() ? UP_THOUGH_LATER : UP)) {
            return Optional.of(Said.HELPED);
        }
        boolean open = scale.asks() || scale.isLater();
        return scale.endsBadly() && weight <= (open ? DOWN_THOUGH_OPEN : DOWN)
                ? Optional.of(Said.DID_NOT_HELP)
                : Optional.empty();
    }

    private static OutcomeScale scale(String body, OutcomeLexicon lexicon) {
        OutcomeScale scale = new OutcomeScale();
        for (String sentence : OutcomeLexicon.sentences(body)) {
            if (QUESTION.matcher(sentence).find()) {
                scale.addQuestion();
            } else {
                lexicon.clauses(sentence).forEach(scale::add);
            }
        }
        return scale;
    }

    /** The part that stands before the leave. */
    private String body(String text, String name) {
        Set<String> names = Set.copyOf(OutcomeLexicon.words(name));
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            List<String> words = OutcomeLexicon.words(line);
            if (!lines.isEmpty() && !words.isEmpty() && isLeave(words, names)) {
                break;
            }
            lines.add(line);
        }
        return String.join("\n", lines);
    }

    private boolean isLeave(List<String> words, Set<String> names) {
        return words.size() <= LONGEST_LEAVE && (names.containsAll(words) || closings.stream().anyMatch(
                closing -> words.size() >= closing.size() && words.subList(0, closing.size()).equals(closing)));
    }
}
