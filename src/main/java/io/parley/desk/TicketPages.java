package io.parley.desk;

import io.parley.desk.Desk.NoTicketException;
import io.parley.desk.TicketDeeds.Sent;
import io.parley.desk.TicketDeeds.Visit;
import io.parley.handover.AgentAct;
import io.parley.handover.Ending;
import io.parley.handover.Ticket;
import io.parley.handover.TicketLists;
import io.parley.handover.TicketSnoozes;
import io.parley.handover.Tickets;
import io.parley.security.Agent;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The page of one ticket, and what agents do about it. A change that is refused gives the page as it is now, with the reason
 * and with what the agent wrote.
 */
@Hidden
@Controller
class TicketPages {
    private static final String TICKET = "/desk/t/{id}";

    private final Desk desk;
    private final TicketPageModel pages;
    private final TicketDeeds deeds;
    private final Tickets tickets;
    private final TicketLists lists;
    private final TicketSnoozes snoozes;
    private final TicketTags tags;
    private final Moments.Later later;

    TicketPages(Desk desk, TicketPageModel pages, TicketDeeds deeds, Tickets tickets, TicketLists lists,
            TicketSnoozes snoozes, TicketTags tags, InstantSource clock) {
        this.desk = desk;
        this.pages = pages;
        this.deeds = deeds;
        this.tickets = tickets;
        this.lists = lists;
        this.snoozes = snoozes;
        this.tags = tags;
        this.later = new Moments.Later(clock);
    }

    @GetMapping(TICKET)
    String show(@PathVariable long id, @RequestParam(required = false) @Nullable String done,
            @RequestParam(required = false) @Nullable Long change, Model model, Locale browser, Principal account,
            @RequestHeader(name = "Parley-Unseen", required = false) @Nullable String unseen) {
        Agent agent = desk.agent(account);
        String page = pages.show(id, model, browser, agent, done);
        if (change != null) {
            pages.change(id, change, model, agent);
        }
        if (unseen == null) {
            pages.seen(id, agent, model);
        }
        desk.fill(model, browser, agent);
        return page;
    }

    @PostMapping(TICKET + "/take")
    String take(@PathVariable long id, @ModelAttribute Sent sent, Model model, Locale browser, Principal account,
            HttpServletResponse response) {
        return deeds.act(new Visit(id, model, browser, account, response), sent, act -> {
            found(tickets.take(id, act));
            return done(id, "taken");
        });
    }

    /** A colleague has it from then on. */
    @PostMapping(TICKET + "/assign")
    String assign(@PathVariable long id, @ModelAttribute Sent sent, @RequestParam(defaultValue = "") String to,
            Model model, Locale browser, Principal account, HttpServletResponse response) {
        return deeds.act(new Visit(id, model, browser, account, response), sent, act -> {
            found(tickets.assign(id, act, to.replace("\0", "")));
            return done(id, "assigned");
        });
    }

    @PostMapping(TICKET + "/hand-back")
    String handBack(@PathVariable long id, @ModelAttribute Sent sent, Model model, Locale browser, Principal account,
            HttpServletResponse response) {
        return deeds.act(new Visit(id, model, browser, account, response), sent, act -> {
            found(tickets.handBack(id, act));
            return done(id, "handed-back");
        });
    }

    /** The agent is done; with {@code next} the page of another ticket follows. */
    @PostMapping(TICKET + "/resolve")
    String resolve(@PathVariable long id, @ModelAttribute Sent sent,
            @RequestParam(defaultValue = "false") boolean next, @RequestParam(defaultValue = "false") boolean ask,
            Model model, Locale browser, Principal account, HttpServletResponse response) {
        return deeds.act(new Visit(id, model, browser, account, response), sent, act -> {
            found(tickets.resolve(id, act, new Ending(null, ask)));
            return next ? next(lists, act) : done(id, "resolved");
        });
    }

    /** Nobody needs to look at the ticket before a time. */
    @PostMapping(TICKET + "/snooze")
    String snooze(@PathVariable long id, @ModelAttribute Sent sent, @RequestParam(defaultValue = "") String until,
            Model model, Locale browser, Principal account, HttpServletResponse response) {
        return deeds.act(new Visit(id, model, browser, account, response), sent, act -> {
            found(snoozes.snooze(id, act, later.time(until)));
            return done(id, "snoozed");
        });
    }

    @PostMapping(TICKET + "/wake")
    String wake(@PathVariable long id, Principal account) {
        Agent agent = desk.agent(account);
        found(snoozes.wake(id, AgentAct.of(agent.helper())));
        return done(id, "woken");
    }

    @PostMapping(TICKET + "/tag")
    String tag(@PathVariable long id, @RequestParam(defaultValue = "") String add,
            @RequestParam(defaultValue = "") String remove, Principal account) {
        if (!tags.add(id, add, desk.agent(account).name())) {
            throw new NoTicketException();
        }
        if (!remove.isEmpty()) {
            tags.remove(id, remove);
        }
        return done(id, "tagged");
    }

    /** The page of the ticket that an agent is to look at after another one; the inbox, which says so, when there is none. */
    static String next(TicketLists lists, AgentAct act) {
        return lists.next(Objects.requireNonNull(act.by().agent())).map(other -> done(other, "next"))
                .orElse("redirect:/desk?done=" + InboxPages.LAST);
    }

    static String done(long id, String what) {
        return "redirect:/desk/t/" + id + "?done=" + what;
    }

    private static Ticket found(Optional<Ticket> ticket) {
        return ticket.orElseThrow(NoTicketException::new);
    }
}
