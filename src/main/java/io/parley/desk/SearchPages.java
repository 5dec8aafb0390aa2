package io.parley.desk;

import io.parley.handover.TicketLists;
import io.parley.handover.TicketPage;
import io.parley.security.Agent;
import io.swagger.v3.oas.annotations.Hidden;
import java.security.Principal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Finds tickets by words and tags. */
@Hidden
@Controller
class SearchPages {
    private static final int ON_A_PAGE = 50;
    private static final int LONGEST = 200;

    private final Desk desk;
    private final TicketLists lists;
    private final TicketTable rows;

    SearchPages(Desk desk, TicketLists lists, TicketTable rows) {
        this.desk = desk;
        this.lists = lists;
        this.rows = rows;
    }

    @GetMapping("/desk/search")
    String search(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String tag,
            @RequestParam(defaultValue = "false") boolean resolved,
            @RequestParam(name = "from", required = false) @Nullable Long from, Model model, Locale browser,
            Principal account) {
        Agent agent = desk.fill(model, browser, account);
        String text = q.substring(0, Math.min(LONGEST, q.length()));
        TicketPage page = lists.find(text, TicketTags.tidy(tag), resolved, from, ON_A_PAGE);
        model.addAttribute("q", text);
        model.addAttribute("tag", TicketTags.tidy(tag));
        model.addAttribute("tagged",
                desk.texts(browser).text("search", "tag").replace("{tag}", TicketTags.tidy(tag)));
        model.addAttribute("resolved", resolved);
        model.addAttribute("tab", resolved ? "resolved" : "");
        model.addAttribute("rows", rows.of(page.tickets(), agent, browser));
        model.addAttribute("next", page.hasMore() ? page.tickets().getLast().id() : null);
        model.addAttribute("paged", from != null);
        return "search";
    }
}
