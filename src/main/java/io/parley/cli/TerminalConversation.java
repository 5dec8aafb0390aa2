package io.parley.cli;

import io.parley.answering.Answer;
import io.parley.answering.Answering;
import io.parley.answering.Choices;
import io.parley.answering.Exchange;
import io.parley.answering.FaqAnswer;
import io.parley.answering.Question;
import io.parley.answering.Suggestion;
import io.parley.knowledge.FaqId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was said on the terminal, so that a question can refer to what went before. */
final class TerminalConversation {
    private static final String RESET = "/reset";

    private final Answering answering;
    private final List<Exchange> history = new ArrayList<>();
    private List<Suggestion> offered = List.of();

    TerminalConversation(Answering answering) {
        this.answering = answering;
    }

    /** What the bot says to a line, ready to be shown. */
    List<String> say(String line) {
        if (line.equals(RESET)) {
            history.clear();
            offered = List.of();
            return List.of("What was said is forgotten.");
        }
        Answer answer = answering.answer(new Question(line, history, null, chosen(line), false));
        history.add(Exchange.person(line));
        history.add(remembered(answer));
        offered = answer.suggestions();
        return AnswerText.lines(answer);
    }

    private @Nullable FaqId chosen(String line) {
        boolean isNumber = line.matches("[1-9]") && Integer.parseInt(line) <= offered.size();
        return isNumber ? offered.get(Integer.parseInt(line) - 1).entry() : null;
    }

    private static Exchange remembered(Answer answer) {
        if (answer instanceof FaqAnswer faq) {
            return Exchange.answered(faq.text(), faq.reference().entry());
        }
        return answer instanceof Choices choices
                ? Exchange.offering(choices.text(), choices.suggestions().stream().map(Suggestion::entry).toList())
                : Exchange.bot(answer.text());
    }
}
