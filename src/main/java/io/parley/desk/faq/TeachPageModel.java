package io.parley.desk.faq;

import io.parley.desk.Desk;
import io.parley.desk.DeskTexts;
import io.parley.desk.faq.MarkedText.Piece;
import io.parley.handover.AgentAct;
import io.parley.handover.Ticket;
import io.parley.learning.suggestion.Beside;
import io.parley.learning.suggestion.Suggestion.Care;
import io.parley.security.Agent;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Fills the page on which an agent teaches. */
@Component
class TeachPageModel {
    private final Desk desk;

    TeachPageModel(Desk desk) {
        this.desk = desk;
    }

    /** A near entry, with what differs. */
    record Near(String id, String question, List<Piece> answer, String how) {}

    /** Fills what each such page has; with nothing to teach. */
    void fill(Model model, Ticket ticket, Agent agent, Locale browser) {
        AgentAct act = AgentAct.of(agent.helper());
        model.addAttribute("ticket", ticket);
        model.addAttribute("title", desk.texts(browser).text("teach", "title"));
        model.addAttribute("over", ticket.isResolved());
        model.addAttribute("problem", ticket.isWithAnother(act) && !ticket.isResolved()
                ? why(ticket, agent, browser)
                : null);
        model.addAttribute("form", null);
        model.addAttribute("effect", null);
    }

    /** Fills what could be taught. */
    void show(Model model, Locale browser, TeachForm form, Care care, List<Beside> beside) {
        DeskTexts texts = desk.texts(browser);
        List<String> differs = beside.stream().filter(Beside::contradicts).flatMap(one -> one.differs().stream())
                .distinct().toList();
        model.addAttribute("form", form);
        model.addAttribute("care", care);
        model.addAttribute("asked", MarkedText.of(form.question(), care.marks()));
        model.addAttribute("said", MarkedText.of(form.answer(),
                Stream.concat(care.marks().stream(), differs.stream()).toList()));
        model.addAttribute("near", beside.stream().map(one -> near(one, texts)).toList());
        model.addAttribute("contradicts", beside.stream().anyMatch(Beside::contradicts));
    }

    private static Near near(Beside one, DeskTexts texts) {
        String how = one.contradicts() ? "near-contradicts" : one.asksTheSame() ? "near-same" : "near-like";
        return new Near(one.entry().id().value(), one.entry().question(),
                MarkedText.of(Objects.requireNonNullElse(one.entry().answer(), ""), one.differs()),
                texts.text("teach", how));
    }

    /** Why a ticket cannot be resolved, in words. */
    String why(Ticket ticket, Agent agent, Locale browser) {
        return ticket.isWithAnother(AgentAct.of(agent.helper()))
                ? desk.words(browser).withOther(ticket, "notices")
                : desk.texts(browser).text("notices", "stale");
    }
}
