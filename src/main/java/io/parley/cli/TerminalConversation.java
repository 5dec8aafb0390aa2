package io.parley.cli;

import io.parley.answering.Answer;
import io.parley.answering.Answering;
import io.parley.answering.Choices;
import io.parley.answering.Command;
import io.parley.answering.Exchange;
import io.parley.answering.FaqAnswer;
import io.parley.answering.Question;
import io.parley.answering.Suggestion;
import io.parley.knowledge.faq.FaqId;
import io.parley.learning.OperatorVotes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conversation on the terminal, kept so that a question can refer to earlier ones. */
final class TerminalConversation {
    /** Forgets what was said. */
    static final String RESET = "/reset";
    static final String NONE_OF_THESE = "None of these";

    private final Answering answering;
    private final OperatorVotes votes;
    private final List<Exchange> history = new ArrayList<>();
    private List<Suggestion> offered = List.of();
    private String asked = "";
    private @Nullable FaqId answered;

    TerminalConversation(Answering answering, OperatorVotes votes) {
        this.answering = answering;
        this.votes = votes;
    }

    /** The bot's replies to a line, ready to be shown. */
    List<String> say(String line) {
        if (line.equals(RESET)) {
            history.clear();
            offered = List.of();
            answered = null;
            return List.of("What was said is forgotten.");
        }
        return switch (line) {
            case "+1" -> vote(1, "Noted: it answers your question.");
            case "-1" -> vote(-1, "Noted: it does not answer your question.");
            default -> answer(line);
        };
    }

    private List<String> answer(String line) {
        FaqId chosen = chosen(line);
        Command command = !offered.isEmpty() && line.equals("0") ? Command.NONE_OF_THESE : null;
        String text = command == null ? line : NONE_OF_THESE;
        Answer answer = answering.answer(new Question(text, history, command, chosen, false));
        asked = chosen == null && command == null ? line : asked;
        history.add(Exchange.person(text));
        history.add(remembered(answer));
        offered = answer.suggestions();
        answered = answer instanceof FaqAnswer faq ? faq.reference().entry() : null;
        return AnswerText.lines(answer);
    }

    private List<String> vote(int vote, String noted) {
        if (answered == null) {
            return List.of("There is no answer of the FAQ just before that you could vote on.");
        }
        return List.of(votes.say(asked, answered, vote) ? noted : "Nothing can be learned from this question.");
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
