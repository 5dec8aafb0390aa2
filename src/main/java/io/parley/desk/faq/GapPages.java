package io.parley.desk.faq;

import io.parley.desk.Desk;
import io.parley.desk.DeskTexts;
import io.parley.knowledge.Catalogue;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.search.Hit;
import io.parley.learning.gap.Gap;
import io.parley.learning.gap.Gaps;
import io.parley.learning.suggestion.Publisher;
import io.parley.learning.suggestion.Publisher.As;
import io.parley.learning.suggestion.Publisher.Assent;
import io.parley.learning.suggestion.Publisher.Wish;
import io.parley.learning.suggestion.Suggestion;
import io.parley.learning.suggestion.Suggestions;
import io.parley.learning.suggestion.Suggestions.Outcome;
import io.parley.learning.suggestion.Suggestions.Review;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which agents see what customers ask for and the FAQ lacks, and answer it for all of them. */
@Hidden
@Controller
class GapPages {
    private static final String PAGE = "/desk/gaps";
    private static final int MAX_SHOWN = 20;
    private static final int MAX_SINGLE = 20;
    private static final int CHOICES = 5;
    private static final int MAX_ANSWER = 20_000;
    private static final Set<String> DONE = Set.of("attached", "ignored", "joined", "gone", "looked", "looking");

    private final Desk desk;
    private final Gaps gaps;
    private final Suggestions suggestions;
    private final Publisher publisher;
    private final Knowledge knowledge;
    private final Catalogue catalogue;

    GapPages(Desk desk, Gaps gaps, Suggestions suggestions, Publisher publisher, Knowledge knowledge,
            Catalogue catalogue) {
        this.desk = desk;
        this.gaps = gaps;
        this.suggestions = suggestions;
        this.publisher = publisher;
        this.knowledge = knowledge;
        this.catalogue = catalogue;
    }

    /** An entry to which a gap's questions may belong. */
    record Choice(String id, String question) {}

    /**
     * A gap in an agent's words.
     *
     * @param review the place in the list of suggestions of the answer that waits there; null when none does
     */
    record Row(Gap gap, String asked, @Nullable String near, List<Choice> choices, @Nullable Integer review) {}

    @GetMapping(PAGE)
    String show(@RequestParam(defaultValue = "0") int skip, @RequestParam(required = false) @Nullable String done,
            Model model, Locale browser, Principal account) {
        DeskTexts texts = desk.texts(browser);
        fill(Math.max(0, skip), model, browser, account);
        model.addAttribute("done", done != null && DONE.contains(done) ? said(done, texts) : null);
        model.addAttribute("looked", "looked".equals(done) || "looking".equals(done));
        return "gaps";
    }

    private String said(String done, DeskTexts texts) {
        Gaps.Found found = gaps.found();
        return texts.text("gaps", "done-" + done).replace("{n}", Integer.toString(found.questions()))
                .replace("{groups}", Integer.toString(found.groups()));
    }

    private void fill(int skip, Model model, Locale browser, Principal account) {
        desk.fill(model, browser, account);
        DeskTexts texts = desk.texts(browser);
        List<Gap> shown = gaps.shown(skip, MAX_SHOWN + 1);
        model.addAttribute("rows",
                shown.stream().limit(MAX_SHOWN).map(gap -> row(gap, texts)).toList());
        model.addAttribute("more", shown.size() > MAX_SHOWN ? skip + MAX_SHOWN : null);
        model.addAttribute("single", skip == 0 ? gaps.single(MAX_SINGLE) : List.of());
        model.addAttribute("problem", null);
        model.addAttribute("done", null);
        model.addAttribute("looked", false);
        model.addAttribute("writtenAt", null);
        model.addAttribute("written", null);
    }

    private Row row(Gap gap, DeskTexts texts) {
        String asked = texts.text("gaps", "asked").replace("{n}", Integer.toString(gap.size().month()))
                .replace("{week}", Integer.toString(gap.size().week()));
        Gap.Near near = gap.near();
        List<Choice> choices = catalogue.search(gap.title(), CHOICES).stream().filter(Hit::isAnswerable)
                .map(Hit::entry).map(entry -> new Choice(entry.id().value(), entry.question())).toList();
        Long suggestion = gap.suggestion();
        return new Row(gap, asked, near == null
                ? null
                : texts.text("gaps", "near").replace("{percent}", Long.toString(Math.round(near.confidence() * 100))),
                choices, suggestion == null ? null : suggestions.before(suggestion).orElse(null));
    }

    /** Looks at what was asked since the last time. */
    @PostMapping(PAGE + "/look")
    String look() {
        return back(gaps.look() ? "looked" : "looking");
    }

    @PostMapping(PAGE + "/{id}/answer")
    String answer(@PathVariable long id, @RequestParam(defaultValue = "") String answer, Model model, Locale browser,
            Principal account, HttpServletResponse response) {
        String tidy = answer.replace("\0", "").replace("\r\n", "\n").strip();
        if (tidy.isEmpty() || tidy.length() > MAX_ANSWER) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            fill(0, model, browser, account);
            model.addAttribute("problem", desk.texts(browser).text("drafts", "wrong-answer"));
            model.addAttribute("writtenAt", id);
            model.addAttribute("written", answer);
            return "gaps";
        }
        return gaps.answer(id, tidy, login(account)).map(this::review).orElseGet(() -> back("gone"));
    }

    /** Makes a gap's questions ways to ask for an entry; where something speaks against that, its review shows what. */
    @PostMapping(PAGE + "/{id}/attach")
    String attach(@PathVariable long id, @RequestParam(defaultValue = "") String entry, Principal account) {
        Optional<FaqEntry> found = entry.isBlank() || entry.length() > FaqId.MAX_LENGTH
                ? Optional.empty()
                : knowledge.entry(new FaqId(entry));
        return found.flatMap(known -> gaps
                .answer(id, Objects.requireNonNullElse(known.answer(), known.question()), login(account))
                .map(suggestion -> attached(suggestion, known.id(), account))).orElseGet(() -> back("gone"));
    }

    private String attached(long id, FaqId entry, Principal account) {
        Outcome outcome = suggestions.find(id)
                .map(one -> publisher.decide(wish(one, entry, account), Assent.NONE).outcome()).orElse(Outcome.GONE);
        return outcome == Outcome.DONE ? back("attached") : review(id);
    }

    private Wish wish(Suggestion one, FaqId entry, Principal account) {
        return new Wish(new Review(one.id(), one.wording(), false, login(account)), As.WAYS, entry);
    }

    @PostMapping(PAGE + "/{id}/join")
    String join(@PathVariable long id, @RequestParam(defaultValue = "0") long into, Principal account) {
        return back(gaps.join(id, into, login(account)) ? "joined" : "gone");
    }

    @PostMapping(PAGE + "/{id}/ignore")
    String ignore(@PathVariable long id, Principal account) {
        return back(gaps.ignore(id, login(account)) ? "ignored" : "gone");
    }

    private String login(Principal account) {
        return desk.agent(account).login();
    }

    private String review(long suggestion) {
        return "redirect:/desk/drafts?n=" + suggestions.before(suggestion).orElse(0);
    }

    private static String back(String done) {
        return "redirect:" + PAGE + "?done=" + done;
    }
}
