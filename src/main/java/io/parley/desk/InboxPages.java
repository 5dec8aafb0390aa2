package io.parley.desk;

import io.parley.handover.Ticket;
import io.parley.handover.TicketList;
import io.parley.handover.TicketLists;
import io.parley.handover.TicketPage;
import io.parley.security.Agent;
import io.parley.security.OidcSettings;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page at which agents sign in, and the lists of tickets. */
@Hidden
@Controller
class InboxPages {
    private static final int ON_A_PAGE = 50;
    private static final Set<String> SIGN_IN_NOTICES = Set.of("wrong", "wait", "out", "stranger", "provider");

    private final Desk desk;
    private final TicketLists lists;
    private final TicketTable rows;
    private final HeldBanner held;
    private final OidcSettings oidc;

    InboxPages(Desk desk, TicketLists lists, TicketTable rows, HeldBanner held, OidcSettings oidc) {
        this.held = held;
        this.rows = rows;
        this.oidc = oidc;
        this.desk = desk;
        this.lists = lists;
    }

    /**
     * A list that can be chosen.
     *
     * @param count how many tickets are on it; null for a list that only grows
     */
    record Tab(String word, String label, @Nullable String count, boolean chosen) {}

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
    String inbox(@RequestParam(defaultValue = "waiting") String tab,
            @RequestParam(name = "from", required = false) @Nullable Long from, Model model, Locale browser,
            Principal account) {
        Agent agent = desk.fill(model, browser, account);
        TicketList chosen = Arrays.stream(TicketList.values()).filter(one -> one.word().equals(tab)).findFirst()
                .orElse(TicketList.WAITING);
        TicketPage page = lists.page(chosen, agent.id(), from, ON_A_PAGE);
        List<Ticket> tickets = page.tickets();
        model.addAttribute("tab", chosen.word());
        model.addAttribute("tabs", Arrays.stream(TicketList.values())
                .map(one -> tab(one, one == chosen, agent, desk.texts(browser))).toList());
        model.addAttribute("rows", rows.of(tickets, agent, browser));
        model.addAttribute("next", page.hasMore() ? tickets.getLast().id() : null);
        model.addAttribute("paged", from != null);
        model.addAttribute("held", held.inOthers(held.of(agent), 0, browser));
        return "inbox";
    }

    private Tab tab(TicketList tab, boolean chosen, Agent agent, DeskTexts texts) {
        return new Tab(tab.word(), texts.text("tabs", tab.word()), count(tab, agent), chosen);
    }

    private @Nullable String count(TicketList tab, Agent agent) {
        if (tab == TicketList.RESOLVED) {
            return null;
        }
        int count = lists.count(tab, agent.id());
        return count < TicketLists.MOST_COUNTED ? Integer.toString(count) : "99+";
    }

    /** The page behind the door's refusals; nobody is led here but by the door. */
    @RequestMapping("/desk/refused")
    String refused(Model model, Locale browser, HttpServletResponse response) {
        desk.fill(model, browser);
        response.setStatus(HttpStatus.FORBIDDEN.value());
        model.addAttribute("problem", desk.texts(browser).text("problems", "refused"));
        return "problem";
    }
}
