package io.parley.desk.faq;

import io.parley.actor.Actor;
import io.parley.desk.Desk;
import io.parley.learning.AgentRatings;
import io.swagger.v3.oas.annotations.Hidden;
import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** An agent says of an answer of the FAQ, on a ticket's page, that it is wrong. */
@Hidden
@Controller
class AnswerRatingPages {
    private static final String ANSWER = "/desk/t/{id}/answers/{message}";

    private final Desk desk;
    private final AgentRatings ratings;

    AnswerRatingPages(Desk desk, AgentRatings ratings) {
        this.desk = desk;
        this.ratings = ratings;
    }

    @PostMapping(ANSWER + "/wrong")
    String wrong(@PathVariable long id, @PathVariable long message, Principal account) {
        return rated(id, message, true, account);
    }

    @PostMapping(ANSWER + "/not-wrong")
    String notWrong(@PathVariable long id, @PathVariable long message, Principal account) {
        return rated(id, message, false, account);
    }

    private String rated(long ticket, long message, boolean isWrong, Principal account) {
        Actor.Agent by = new Actor.Agent(desk.agent(account).id());
        if (!ratings.rate(ticket, message, isWrong, by)) {
            throw new Desk.NoTicketException();
        }
        return "redirect:/desk/t/" + ticket + "?done=" + (isWrong ? "wrong" : "not-wrong");
    }
}
