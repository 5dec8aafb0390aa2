package io.parley.desk.faq;

import io.parley.desk.Desk;
import io.parley.desk.NoEntryException;
import io.parley.knowledge.FaqDesk;
import io.parley.knowledge.faq.EntryChange.Reason;
import io.parley.knowledge.faq.EntryContent;
import io.parley.knowledge.faq.EntryFields;
import io.parley.knowledge.faq.EntryVersion;
import io.parley.knowledge.faq.FaqId;
import io.parley.security.Agent;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages on which agents see what an entry of the FAQ said before, and bring it back. */
@Hidden
@Controller
class EntryHistoryPages {
    private static final int ON_A_PAGE = 20;

    private final Desk desk;
    private final FaqDesk faq;

    EntryHistoryPages(Desk desk, FaqDesk faq) {
        this.desk = desk;
        this.faq = faq;
    }

    @GetMapping("/desk/faq/history")
    String show(@RequestParam(defaultValue = "") String id, @RequestParam(required = false) @Nullable Integer revision,
            @RequestParam(required = false) @Nullable Integer from, Model model, Locale browser, Principal account) {
        desk.fill(model, browser, account);
        EntryContent content = EntryPages.found(faq, id);
        fill(content, Objects.requireNonNullElse(revision, content.entry().revision()), from, model, browser);
        return "history";
    }

    /** Makes an entry what it was. */
    @PostMapping("/desk/faq/restore")
    String restore(@RequestParam Map<String, String> sent, Model model, Locale browser, Principal account,
            HttpServletResponse response) {
        Agent agent = desk.fill(model, browser, account);
        EntryContent now = EntryPages.found(faq, sent.getOrDefault("id", ""));
        FaqId id = now.entry().id();
        EntryVersion then = faq.version(id, number(sent, "to")).orElseThrow(NoEntryException::new);
        if (faq.restore(now.withRevision(number(sent, "revision")), then, agent.login(), reason(sent))
                .isPresent()) {
            return EntryPages.done(id.value(), "restored");
        }
        response.setStatus(HttpStatus.CONFLICT.value());
        fill(EntryPages.found(faq, id.value()), then.revision(), null, model, browser);
        model.addAttribute("problem", desk.texts(browser).text("faq", "changed-history"));
        return "history";
    }

    private static Reason reason(Map<String, String> sent) {
        return FaqForm.of(sent).corrects() ? Reason.WRONG : Reason.RESTORED;
    }

    private static int number(Map<String, String> sent, String name) {
        return FaqForm.of(Map.of("revision", sent.getOrDefault(name, ""))).revision();
    }

    private void fill(EntryContent content, int revision, @Nullable Integer from, Model model, Locale browser) {
        FaqId id = content.entry().id();
        EntryVersion chosen = faq.version(id, revision).orElseThrow(NoEntryException::new);
        List<EntryVersion> before = faq.history(id, revision, 1);
        List<EntryVersion> found = faq.history(id, from == null ? Integer.MAX_VALUE : from, ON_A_PAGE + 1);
        List<EntryVersion> shown = found.stream().limit(ON_A_PAGE).toList();
        model.addAttribute("entry", content.entry());
        model.addAttribute("chosen", VersionRow.of(chosen, desk, browser));
        model.addAttribute("changes", TextDiff.between(
                before.isEmpty() ? new EntryFields(Map.of()) : EntryFields.of(before.getFirst().content()),
                EntryFields.of(chosen.content())));
        model.addAttribute("rows", shown.stream().map(version -> VersionRow.of(version, desk, browser)).toList());
        model.addAttribute("next", found.size() > shown.size() ? shown.getLast().revision() : null);
        model.addAttribute("problem", null);
    }
}
