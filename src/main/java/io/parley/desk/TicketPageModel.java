package io.parley.desk;

import io.parley.desk.TicketPages.NoTicketException;
import io.parley.handover.Ticket;
import io.parley.handover.TicketConversation;
import io.parley.handover.TicketNotes;
import io.parley.handover.TicketTimeline;
import io.parley.handover.Tickets;
import io.parley.security.Agent;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Fills the page of a ticket. */
@Component
class TicketPageModel {
    private static final Set<String> DONE = Set.of("sent", "noted", "taken", "handed-back", "resolved");

    private final Desk desk;
    private final Tickets tickets;
    private final TicketNotes notes;
    private final TicketTimeline timeline;

    TicketPageModel(Desk desk, Tickets tickets, TicketNotes notes, TicketTimeline timeline) {
        this.desk = desk;
        this.tickets = tickets;
        this.notes = notes;
        this.timeline = timeline;
    }

    /**
     * Fills the page; gives its name.
     *
     * @param done what the agent did just now; null for nothing
     */
    String show(long id, Model model, Locale browser, Agent agent, @Nullable String done) {
        TicketConversation found = tickets.find(id).orElseThrow(NoTicketException::new);
        Ticket ticket = found.ticket();
        TicketWords words = desk.words(browser);
        boolean others = ticket.assignee() != null && !isWith(ticket, agent);
        model.addAttribute("ticket", words.head(ticket));
        model.addAttribute("lines", words.lines(found.messages()));
        model.addAttribute("notes", words.notes(notes.of(id)));
        model.addAttribute("events", words.events(timeline.of(id)));
        model.addAttribute("over", ticket.isResolved());
        model.addAttribute("mine", isWith(ticket, agent));
        model.addAttribute("others", others);
        model.addAttribute("whose", others ? words.withOther(ticket, "ticket") : null);
        model.addAttribute("key", newKey());
        model.addAttribute("text", "");
        model.addAttribute("noting", false);
        model.addAttribute("done",
                done != null && DONE.contains(done) ? desk.texts(browser).text("notices", done) : null);
        return "ticket";
    }

    /** The reason of a refusal in words. */
    String why(Ticket ticket, Agent agent, Locale browser) {
        return ticket.assignee() == null || isWith(ticket, agent)
                ? desk.texts(browser).text("notices", "stale")
                : desk.words(browser).withOther(ticket, "notices");
    }

    String newKey() {
        return UUID.randomUUID().toString();
    }

    private static boolean isWith(Ticket ticket, Agent agent) {
        String assignee = ticket.assignee();
        Long account = ticket.account();
        return assignee != null
                && (account == null ? assignee.equals(agent.name()) : account.longValue() == agent.id());
    }
}
