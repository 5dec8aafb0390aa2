package io.parley.desk;

import io.parley.desk.Desk.NoTicketException;
import io.parley.handover.AgentAct;
import io.parley.handover.reply.SentReplies;
import io.parley.security.Agent;
import io.swagger.v3.oas.annotations.Hidden;
import java.security.Principal;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What agents do on a ticket's page about what they have said. */
@Hidden
@Controller
class ReplyPages {
    private static final int LONGEST = 8_000;
    private static final String REPLY = "/desk/t/{id}/replies/{message}";

    private final Desk desk;
    private final DraftedReplies drafted;
    private final SentReplies replies;

    ReplyPages(Desk desk, DraftedReplies drafted, SentReplies replies) {
        this.desk = desk;
        this.drafted = drafted;
        this.replies = replies;
    }

    /** The agent takes back what has not gone yet. */
    @PostMapping(REPLY + "/undo")
    String undo(@PathVariable long id, @PathVariable long message, Principal account) {
        return done(id, drafted.undo(id, message, by(desk.agent(account))) ? "undone" : "gone");
    }

    @PostMapping(REPLY + "/change")
    String change(@PathVariable long id, @PathVariable long message, @RequestParam(defaultValue = "") String text,
            Principal account) {
        String written = text.replace("\r\n", "\n").strip();
        if (written.isEmpty() || written.length() > LONGEST) {
            return done(id, written.isEmpty() ? "empty" : "long");
        }
        return answered(id, replies.change(id, message, by(desk.agent(account)), written), "changed");
    }

    @PostMapping(REPLY + "/take-back")
    String takeBack(@PathVariable long id, @PathVariable long message, Principal account) {
        return answered(id, replies.takeBack(id, message, by(desk.agent(account))), "taken-back");
    }

    private static AgentAct by(Agent agent) {
        return AgentAct.of(agent.helper());
    }

    private static String answered(long id, SentReplies.Outcome outcome, String done) {
        return switch (outcome) {
            case DONE -> done(id, done);
            case MISSING -> throw new NoTicketException();
            case OTHERS, FIXED -> done(id, outcome.name().toLowerCase(Locale.ROOT));
        };
    }

    private static String done(long id, String what) {
        return "redirect:/desk/t/" + id + "?done=" + what;
    }
}
