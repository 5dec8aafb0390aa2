package io.parley.desk;

import io.parley.actor.Actor;
import io.parley.desk.TicketWords.Earlier;
import io.parley.handover.Ticket;
import io.parley.handover.TicketLists;
import io.parley.handover.survey.Surveys;
import io.parley.security.Agent;
import io.parley.waiting.Attendance;
import io.parley.waiting.Attendance.Colleague;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Fills what stands beside a conversation: the customer, who else could help, and what the FAQ says. */
@Component
class TicketBeside {
    private static final int MOST_EARLIER = 5;
    private static final int MOST_NEAR = 3;

    private final TicketLists lists;
    private final Attendance attendance;
    private final FaqLookup faq;
    private final TicketTags tags;
    private final Surveys surveys;

    TicketBeside(TicketLists lists, Attendance attendance, FaqLookup faq, TicketTags tags, Surveys surveys) {
        this.lists = lists;
        this.attendance = attendance;
        this.faq = faq;
        this.tags = tags;
        this.surveys = surveys;
    }

    void show(Ticket ticket, Model model, TicketWords words, Agent agent) {
        List<Earlier> earlier = lists.othersOf(ticket.id(), MOST_EARLIER).stream().map(words::earlier).toList();
        model.addAttribute("earlier", earlier);
        model.addAttribute("person", lists.participant(ticket.id()).orElse(null));
        model.addAttribute("asks", surveys.areOn());
        model.addAttribute("score", surveys.of(ticket.id()).orElse(null));
        model.addAttribute("tags", tags.of(ticket.id()));
        model.addAttribute("knownTags", tags.known());
        List<Colleague> team = ticket.isResolved()
                ? List.of()
                : attendance.team().stream().filter(one -> !new Actor.Agent(one.id()).equals(ticket.holder())
                        || ticket.assignee() == null).filter(one -> one.id() != agent.id()).toList();
        model.addAttribute("team", team);
        model.addAttribute("faq", "");
        model.addAttribute("looked", false);
        model.addAttribute("near",
                ticket.isResolved() ? List.of() : faq.worthShowing(ticket.asks()).stream().limit(MOST_NEAR).toList());
    }
}
