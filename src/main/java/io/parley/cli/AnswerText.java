package io.parley.cli;

import io.parley.answering.Answer;
import io.parley.answering.Choices;
import io.parley.answering.FaqAnswer;
import io.parley.answering.Handover;
import io.parley.answering.ModelAnswer;
import io.parley.answering.Notice;
import io.parley.answering.Suggestion;
import io.parley.knowledge.ranking.Confidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows an answer on a terminal: what it says, what it rests on, and how sure it is. */
final class AnswerText {
    private AnswerText() {}

    /** Lines, the last of which says the source and the confidence. */
    static List<String> lines(Answer answer) {
        List<String> lines = new ArrayList<>(plain(answer.text()).lines().toList());
        int number = 1;
        for (Suggestion suggestion : answer.suggestions()) {
            lines.add("  " + number++ + ". " + plain(suggestion.question()));
        }
        if (answer instanceof Choices) {
            lines.add("  0. " + TerminalConversation.NONE_OF_THESE);
        }
        lines.add("[" + source(answer) + confidence(answer.confidence()) + rest(answer) + "]");
        return lines;
    }

    private static String source(Answer answer) {
        return switch (answer) {
            case FaqAnswer faq -> "faq";
            case Choices choices -> "choices";
            case ModelAnswer model -> "model " + plain(model.model());
            case Handover handover -> "handoff, " + handover.reason().word();
            case Notice notice -> "notice";
        };
    }

    private static String confidence(@org.jspecify.annotations.Nullable Confidence confidence) {
        return confidence == null ? "" : String.format(Locale.ROOT, ", confidence %.2f", confidence.value());
    }

    private static String rest(Answer answer) {
        return answer.references()
                .stream()
                .map(reference -> ", \"" + plain(reference.title()) + "\""
                        + (reference.url() == null ? "" : " " + reference.url()))
                .reduce("", String::concat);
    }

    /** Without the control characters that could move a terminal's cursor. */
    private static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
    }
}
