package io.parley.desk;

import io.parley.desk.ManyTickets.Deed;
import io.parley.desk.ManyTickets.Failed;
import io.parley.handover.Ticket;
import io.parley.handover.TicketList;
import io.parley.handover.TicketLists;
import io.parley.handover.TicketPage;
import io.parley.security.Agent;
import io.parley.security.OidcSettings;
import io.parley.waiting.Attendance;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page at which agents sign in, and the lists of tickets. */
@Hidden
@Controller
class InboxPages {
    /** An agent comes here who is done with their last ticket. */
    static final String LAST = "last";
    private static final int ON_A_PAGE = 50;
    private static final Set<String> SIGN_IN_NOTICES = Set.of("wrong", "wait", "out", "stranger", "provider");

    private final Desk desk;
    private final TicketLists lists;
    private final TicketTable rows;
    private final HeldBanner held;
    private final OidcSettings oidc;
    private final ManyTickets many;
    private final TicketTags tags;
    private final Attendance attendance;

    InboxPages(Desk desk, TicketLists lists, TicketTable rows, HeldBanner held, OidcSettings oidc, ManyTickets many,
            TicketTags tags, Attendance attendance) {
        this.held = held;
        this.many = many;
        this.tags = tags;
        this.attendance = attendance;
        this.rows = rows;
        this.oidc = oidc;
        this.desk = desk;
        this.lists = lists;
    }

    /**
     * A list that can be chosen.
     *
     * @param count how many tickets are on it; null for none, and for a list that only grows
     */
    record Tab(String address, String label, @Nullable String count, boolean chosen) {}

    @GetMapping("/desk/login")
    String login(@RequestParam Map<String, String> said, Model model, Locale browser) {
        desk.fill(model, browser);
        model.addAttribute("elsewhere", oidc.isOn()
                ? desk.texts(browser).text("login", "elsewhere").replace("{provider}", oidc.name())
                : null);
        model.addAttribute("to", said.getOrDefault("to", ""));
        said.keySet().stream().filter(SIGN_IN_NOTICES::contains).findFirst()
                .ifPresent(key -> model.addAttribute("notice", desk.texts(browser).text("login", key)));
        return "login";
    }

    @GetMapping("/desk")
    String inbox(@RequestParam Map<String, String> said,
            @RequestParam(name = "from", required = false) @Nullable Long from,
            @RequestParam(name = "did", required = false) @Nullable Integer did, Model model, Locale browser,
            Principal account) {
        Agent agent = desk.fill(model, browser, account);
        String page = show(InboxFilter.of(said), from, agent, model, browser);
        if (did != null) {
            model.addAttribute("done", desk.texts(browser).text("many", did == 1 ? "done-one" : "done").replace("{n}",
                    Integer.toString(did)));
        } else if (LAST.equals(said.get("done"))) {
            model.addAttribute("done", desk.texts(browser).text("empty", LAST));
        }
        return page;
    }

    /**
     * Does something about the chosen tickets of a page; those that it was refused for are named.
     *
     * @param chosen each the id of a ticket and the revision that the agent saw
     */
    @PostMapping("/desk/many")
    String many(@RequestParam(name = "ticket", defaultValue = "") List<String> chosen,
            @RequestParam Map<String, String> said, Model model, Locale browser, Principal account,
            HttpServletResponse response) {
        Agent agent = desk.fill(model, browser, account);
        InboxFilter filter = InboxFilter.of(said);
        List<String> tickets = chosen.stream().distinct().toList();
        Deed deed = new Deed(said.getOrDefault("deed", said.containsKey("until") ? "snooze" : ""),
                said.getOrDefault("until", said.getOrDefault("add", "")));
        Optional<String> wrong = ManyTickets.wrong(tickets, deed, ON_A_PAGE);
        List<Failed> failed = wrong.isPresent()
                ? List.of()
                : many.act(tickets, deed, agent, desk.words(browser));
        if (wrong.isEmpty() && failed.isEmpty()) {
            return "redirect:" + filter.address("did", Integer.toString(tickets.size()));
        }
        response.setStatus((wrong.isPresent() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CONFLICT).value());
        String page = show(filter, null, agent, model, browser);
        wrong.ifPresent(why -> model.addAttribute("problem", desk.texts(browser).text("many", why)));
        model.addAttribute("failed", failed);
        return page;
    }

    private String show(InboxFilter filter, @Nullable Long from, Agent agent, Model model, Locale browser) {
        TicketPage page = lists.page(filter.tab(), agent.id(), filter.tickets(), from, ON_A_PAGE);
        List<Ticket> tickets = page.tickets();
        Map<TicketList, Integer> counts = lists.counts(agent.id());
        model.addAttribute("tab", filter.tab().word());
        model.addAttribute("filter", filter);
        model.addAttribute("address", filter.address("from", from == null ? "" : from.toString()));
        model.addAttribute("first", from == null ? null : filter.address());
        model.addAttribute("tabs", Arrays.stream(TicketList.values())
                .map(one -> tab(filter.of(one), one == filter.tab(), counts, desk.texts(browser))).toList());
        model.addAttribute("rows", rows.of(tickets, agent, browser));
        model.addAttribute("held", held.inOthers(held.of(agent), 0, browser));
        model.addAttribute("next", page.hasMore() ? filter.address("from", "" + tickets.getLast().id()) : null);
        model.addAttribute("channels", TicketWords.CHANNELS);
        model.addAttribute("reasons", TicketWords.REASONS);
        model.addAttribute("knownTags", tags.known());
        model.addAttribute("team", attendance.team());
        model.addAttribute("failed", List.of());
        return "inbox";
    }

    private static Tab tab(InboxFilter list, boolean chosen, Map<TicketList, Integer> counts, DeskTexts texts) {
        Integer count = counts.get(list.tab());
        return new Tab(list.address(), texts.text("tabs", list.tab().word()), count == null || count == 0
                ? null
                : count < TicketLists.MOST_COUNTED ? Integer.toString(count) : "99+", chosen);
    }
}
