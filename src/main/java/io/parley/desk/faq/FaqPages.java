package io.parley.desk.faq;

import io.parley.desk.Desk;
import io.parley.knowledge.FaqDesk;
import io.parley.knowledge.faq.EntryFilter;
import io.parley.knowledge.faq.EntryFilter.Only;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqEntry.State;
import io.parley.knowledge.faq.FaqId;
import io.swagger.v3.oas.annotations.Hidden;
import java.security.Principal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of the FAQ's entries, in which agents look for one. */
@Hidden
@Controller
class FaqPages {
    private static final int ON_A_PAGE = 50;
    private static final int LONGEST_FILTER = 200;
    /** The states that can be chosen. */
    private static final Map<String, Set<State>> STATES = Map.of("published", Set.of(State.PUBLISHED), "draft",
            Set.of(State.DRAFT), "retired", Set.of(State.RETIRED));

    private final Desk desk;
    private final FaqDesk faq;
    private final EntryTrial trial;
    private final InstantSource clock;

    FaqPages(Desk desk, FaqDesk faq, EntryTrial trial, InstantSource clock) {
        this.desk = desk;
        this.faq = faq;
        this.trial = trial;
        this.clock = clock;
    }

    @GetMapping("/desk/faq")
    String list(@RequestParam Map<String, String> asked, Model model, Locale browser, Principal account) {
        desk.fill(model, browser, account);
        EntryFilter wanted = new EntryFilter(text(asked, "q"),
                STATES.getOrDefault(text(asked, "state"), EntryFilter.IN_USE), text(asked, "language"),
                text(asked, "category"), Only.named(asked.get("only")).orElse(Only.ALL));
        String from = text(asked, "from");
        List<FaqEntry> found = faq.page(wanted, from, ON_A_PAGE + 1);
        List<FaqEntry> shown = found.stream().limit(ON_A_PAGE).toList();
        model.addAttribute("wanted", wanted);
        model.addAttribute("state", STATES.containsKey(text(asked, "state")) ? text(asked, "state") : "");
        model.addAttribute("states", List.of("published", "draft", "retired"));
        model.addAttribute("onlies",
                Arrays.stream(Only.values()).filter(one -> one != Only.ALL).map(Only::word).toList());
        model.addAttribute("counts", faq.counts().entrySet().stream()
                .collect(Collectors.toMap(one -> one.getKey().word(), Map.Entry::getValue)));
        model.addAttribute("languages", faq.languages());
        model.addAttribute("categories", faq.categories());
        model.addAttribute("rows", shown);
        model.addAttribute("today", LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault()));
        model.addAttribute("next", found.size() > shown.size() ? shown.getLast().id().value() : null);
        model.addAttribute("paged", !from.isEmpty());
        model.addAttribute("filtered", !wanted.equals(new EntryFilter("", EntryFilter.IN_USE, "", "", Only.ALL)));
        trial.fill(text(asked, "ask"), model);
        return "faq";
    }

    private static String text(Map<String, String> asked, String name) {
        String text = asked.getOrDefault(name, "").replace("\0", "").strip();
        int most = name.equals("ask") ? text.length() : Math.max(LONGEST_FILTER, FaqId.MAX_LENGTH);
        return text.substring(0, Math.min(most, text.length()));
    }
}
