package io.parley.desk.operation;

import io.parley.audit.Audit;
import io.parley.audit.AuditEntry;
import io.parley.audit.Deed;
import io.parley.desk.Desk;
import io.parley.desk.DeskTexts;
import io.parley.desk.Moments;
import io.parley.desk.Moments.Moment;
import io.swagger.v3.oas.annotations.Hidden;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which administrators see who did what. */
@Hidden
@Controller
class AuditPages {
    private static final int ON_A_PAGE = 50;

    private final Desk desk;
    private final Audit audit;

    AuditPages(Desk desk, Audit audit) {
        this.desk = desk;
        this.audit = audit;
    }

    /** An act in words. */
    record Row(Moment at, String actor, String deed, @Nullable String object, @Nullable String detail) {}

    @GetMapping("/desk/audit")
    String show(@RequestParam(required = false) @Nullable Long from, Model model, Locale browser, Principal account) {
        desk.fill(model, browser, account);
        DeskTexts texts = desk.texts(browser);
        Moments moments = desk.moments(browser);
        List<AuditEntry> found = audit.before(Objects.requireNonNullElse(from, Long.MAX_VALUE), ON_A_PAGE + 1);
        List<AuditEntry> shown = found.stream().limit(ON_A_PAGE).toList();
        model.addAttribute("rows", shown.stream().map(entry -> new Row(moments.at(entry.at()),
                Objects.requireNonNullElse(entry.actor(), texts.text("audit", "somebody-" + who(entry))),
                texts.text("deeds", entry.deed().word()), entry.object(), entry.detail())).toList());
        model.addAttribute("next", found.size() > shown.size() ? shown.getLast().id() : null);
        model.addAttribute("paged", from != null);
        return "audit";
    }

    /** Nobody is known by a wrong password; otherwise it was a command. */
    private static String who(AuditEntry entry) {
        return entry.deed() == Deed.SIGN_IN_FAILED ? "unknown" : "here";
    }
}
