package io.parley.desk.faq;

import io.parley.channel.Language;
import io.parley.correction.Correction;
import io.parley.correction.Correction.Progress;
import io.parley.correction.CorrectionTexts;
import io.parley.correction.Corrections;
import io.parley.correction.Recipient;
import io.parley.desk.Desk;
import io.parley.desk.DeskTexts;
import io.parley.desk.Moments;
import io.parley.desk.Moments.Moment;
import io.parley.desk.NoEntryException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages on which agents see who got a wrong answer of the FAQ, and tell them what is right. */
@Hidden
@Controller
class CorrectionPages {
    private static final String PAGE = "/desk/corrections";
    private static final String GROUP = "corrections";
    private static final int ON_A_PAGE = 50;
    private static final int MAX_TEXT = 20_000;

    private final Desk desk;
    private final Corrections corrections;
    private final CorrectionTexts said;

    CorrectionPages(Desk desk, Corrections corrections, CorrectionTexts said) {
        this.desk = desk;
        this.corrections = corrections;
        this.said = said;
    }

    /** A correction in a list. */
    record Listed(long id, String question, String told, Moment at) {}

    @GetMapping(PAGE)
    String list(@RequestParam(required = false) @Nullable Long from, Model model, Locale browser, Principal account) {
        desk.fill(model, browser, account);
        List<Correction> found = corrections.before(Objects.requireNonNullElse(from, Long.MAX_VALUE), ON_A_PAGE + 1);
        List<Correction> shown = found.stream().limit(ON_A_PAGE).toList();
        DeskTexts texts = desk.texts(browser);
        Moments moments = desk.moments(browser);
        model.addAttribute("rows", shown.stream().map(one -> new Listed(one.id(), one.question(),
                numbered(texts, one.progress().sent() == 0 ? "told-none" : "told", one.progress().sent()),
                moments.at(one.at()))).toList());
        model.addAttribute("next", found.size() > shown.size() ? shown.getLast().id() : null);
        model.addAttribute("paged", from != null);
        return "corrections";
    }

    @GetMapping(PAGE + "/{id}")
    String show(@PathVariable long id, @RequestParam(defaultValue = "0") long after, Model model, Locale browser,
            Principal account) {
        Correction one = corrections.find(id).orElseThrow(NoEntryException::new);
        fill(one, one.told(), Math.max(0, after), model, browser, account);
        return "correction";
    }

    /** Tells all, or those that are ticked, what is right. */
    @PostMapping(PAGE + "/{id}/send")
    String send(@PathVariable long id, @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String to, @RequestParam(defaultValue = "") List<Long> conversation,
            Model model, Locale browser, Principal account, HttpServletResponse response) {
        Correction one = corrections.find(id).orElseThrow(NoEntryException::new);
        String tidy = text.replace("\r\n", "\n").strip();
        boolean toAll = to.equals("all");
        if (tidy.isEmpty() || tidy.length() > MAX_TEXT || (!toAll && conversation.isEmpty())) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            fill(one, text, 0, model, browser, account);
            model.addAttribute("problem", desk.texts(browser).text(GROUP,
                    tidy.isEmpty() || tidy.length() > MAX_TEXT ? "wrong-text" : "none-chosen"));
            return "correction";
        }
        corrections.send(id, tidy, toAll ? null : conversation, desk.agent(account).login());
        return "redirect:" + PAGE + "/" + id;
    }

    private void fill(Correction one, String text, long after, Model model, Locale browser, Principal account) {
        desk.fill(model, browser, account);
        DeskTexts texts = desk.texts(browser);
        Moments moments = desk.moments(browser);
        List<Recipient> found = corrections.recipients(one.id(), after, ON_A_PAGE + 1);
        List<Recipient> shown = found.stream().limit(ON_A_PAGE).toList();
        int count = corrections.count(one.id());
        model.addAttribute("one", one);
        model.addAttribute("by", Objects.requireNonNullElse(one.by(), texts.text("faq", "by-nobody")));
        model.addAttribute("at", moments.at(one.at()));
        model.addAttribute("text", text);
        model.addAttribute("lead",
                said.in(Language.of(browser.getLanguage()).orElse(Language.EN)).lead(one.question()));
        model.addAttribute("count", count);
        model.addAttribute("got", numbered(texts, count == 1 ? "got-one" : "got", count));
        model.addAttribute("all", texts.text(GROUP, one.progress().sent() == 0 ? "send-all" : "send-rest"));
        model.addAttribute("progress", progress(one.progress(), texts));
        model.addAttribute("problem", null);
        model.addAttribute("rows", shown.stream().map(row -> RecipientRow.of(row, texts, moments)).toList());
        model.addAttribute("next", found.size() > shown.size() ? shown.getLast().conversation() : null);
        model.addAttribute("paged", after > 0);
    }

    private static @Nullable String progress(Progress progress, DeskTexts texts) {
        return progress.due() + progress.sent() + progress.unreached() == 0
                ? null
                : texts.text(GROUP, progress.due() > 0 ? "under-way" : "done")
                        .replace("{due}", Integer.toString(progress.due()))
                        .replace("{sent}", Integer.toString(progress.sent()))
                        .replace("{unreached}", Integer.toString(progress.unreached()));
    }

    private static String numbered(DeskTexts texts, String key, int number) {
        return texts.text(GROUP, key).replace("{n}", Integer.toString(number));
    }
}
