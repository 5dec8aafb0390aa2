package io.parley.desk;

import io.parley.audit.Audit;
import io.parley.audit.Deed;
import io.parley.desk.TicketPages.NoTicketException;
import io.parley.knowledge.Catalogue;
import io.parley.knowledge.FaqDesk;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Thresholds;
import io.parley.security.Agent;
import io.parley.settings.Live;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The pages on which agents read and mend the FAQ, and try what the bot would say. */
@Hidden
@Controller
class FaqPages {
    private static final int ON_A_PAGE = 50;
    private static final int LONGEST_QUESTION = 500;
    private static final int TRIED = 5;

    private final Desk desk;
    private final FaqDesk faq;
    private final Catalogue catalogue;
    private final Live<Thresholds> thresholds;
    private final Audit audit;

    FaqPages(Desk desk, FaqDesk faq, Catalogue catalogue, Live<Thresholds> thresholds, Audit audit) {
        this.desk = desk;
        this.faq = faq;
        this.catalogue = catalogue;
        this.thresholds = thresholds;
        this.audit = audit;
    }

    /**
     * An entry that a question finds.
     *
     * @param band what the bot would do with it: answer, choices or handoff
     */
    record Found(String id, String question, long percent, String band) {}

    @GetMapping("/desk/faq")
    String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String ask, Model model, Locale browser, Principal account) {
        desk.fill(model, browser, account);
        List<FaqEntry> found = faq.page(q.strip(), from, ON_A_PAGE + 1);
        List<FaqEntry> shown = found.stream().limit(ON_A_PAGE).toList();
        model.addAttribute("q", q);
        model.addAttribute("rows", shown);
        model.addAttribute("next", found.size() > shown.size() ? shown.getLast().id().value() : null);
        model.addAttribute("paged", !from.isEmpty());
        tried(ask, model);
        return "faq";
    }

    @GetMapping("/desk/faq/entry")
    String show(@RequestParam(defaultValue = "") String id, @RequestParam(defaultValue = "") String ask,
            @RequestParam(required = false) @Nullable String done, Model model, Locale browser, Principal account) {
        desk.fill(model, browser, account);
        FaqEntry entry = found(id);
        fill(model, entry, FaqForm.of(entry, faq.alternatives(entry.id())));
        model.addAttribute("done", done == null ? null : desk.texts(browser).text("faq", "saved"));
        tried(ask, model);
        return "entry";
    }

    @PostMapping("/desk/faq/entry")
    String save(@RequestParam(defaultValue = "") String id, @ModelAttribute FaqForm form, Model model, Locale browser,
            Principal account,
            HttpServletResponse response) {
        Agent agent = desk.fill(model, browser, account);
        FaqEntry before = found(id);
        Optional<String> wrong = form.wrong(before);
        if (wrong.isEmpty() && faq.save(form.entry(before), form.ways()).isPresent()) {
            audit.add(agent.login(), Deed.FAQ_CHANGED, id, null);
            return "redirect:" + UriComponentsBuilder.fromPath("/desk/faq/entry").queryParam("id", "{id}")
                    .queryParam("done", "saved").encode().buildAndExpand(Map.of("id", id)).toUriString();
        }
        response.setStatus((wrong.isEmpty() ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT).value());
        fill(model, before, form);
        model.addAttribute("problem", desk.texts(browser).text("faq", wrong.orElse("changed")));
        tried("", model);
        return "entry";
    }

    private FaqEntry found(String id) {
        return Optional.of(id).filter(one -> !one.isBlank() && one.length() <= FaqId.MAX_LENGTH)
                .flatMap(one -> faq.find(new FaqId(one))).orElseThrow(NoTicketException::new);
    }

    private static void fill(Model model, FaqEntry entry, FaqForm form) {
        model.addAttribute("entry", entry);
        model.addAttribute("form", form);
        model.addAttribute("done", null);
        model.addAttribute("problem", null);
    }

    /** What the bot would find for a question, as the FAQ is saved. */
    private void tried(String question, Model model) {
        String asked = question.strip().substring(0, Math.min(LONGEST_QUESTION, question.strip().length()));
        model.addAttribute("ask", asked);
        model.addAttribute("hits", asked.isEmpty()
                ? List.of()
                : catalogue.search(asked, TRIED).stream().map(this::found).toList());
    }

    private Found found(Hit hit) {
        double confidence = hit.confidence().value();
        String band = !hit.isAnswerable() || confidence < thresholds.now().choices()
                ? "handoff"
                : confidence >= thresholds.now().answer() ? "answer" : "choices";
        return new Found(hit.entry().id().value(), hit.entry().question(), Math.round(confidence * 100), band);
    }
}
