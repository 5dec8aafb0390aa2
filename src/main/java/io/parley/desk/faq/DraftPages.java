package io.parley.desk.faq;

import io.parley.desk.Desk;
import io.parley.desk.Moments;
import io.parley.desk.faq.MarkedText.Piece;
import io.parley.knowledge.Catalogue;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.search.Hit;
import io.parley.learning.suggestion.Suggestion;
import io.parley.learning.suggestion.Suggestion.Resemblance;
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
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which agents decide, one at a time, what becomes of suggestions for the FAQ. */
@Hidden
@Controller
class DraftPages {
    private static final String PAGE = "/desk/drafts";
    private static final int CHOICES = 5;
    private static final Set<String> DONE = Set.of("published", "attached", "dismissed", "gone");

    private final Desk desk;
    private final Suggestions suggestions;
    private final Knowledge knowledge;
    private final Catalogue catalogue;

    DraftPages(Desk desk, Suggestions suggestions, Knowledge knowledge, Catalogue catalogue) {
        this.desk = desk;
        this.suggestions = suggestions;
        this.knowledge = knowledge;
        this.catalogue = catalogue;
    }

    /** What a suggestion resembles, with what differs. */
    record Near(@Nullable String entry, String question, List<Piece> answer) {}

    /** An entry of which a suggestion could become a part. */
    record Choice(String id, String question) {}

    /** A ticket from which a suggestion comes. */
    record Origin(long ticket, @Nullable String agent, Moments.Moment at) {}

    @GetMapping(PAGE)
    String show(@RequestParam(defaultValue = "0") int n, @RequestParam(required = false) @Nullable String done,
            Model model, Locale browser, Principal account) {
        desk.fill(model, browser, account);
        int count = suggestions.count();
        int before = Math.clamp(n, 0, Math.max(0, count - 1));
        Optional<Suggestion> one = suggestions.open(before, 1).stream().findFirst();
        model.addAttribute("problem", null);
        model.addAttribute("done", done != null && DONE.contains(done)
                ? desk.texts(browser).text("drafts", "done-" + done)
                : null);
        one.ifPresent(suggestion -> fill(model, browser, suggestion, DraftForm.of(suggestion, before)));
        model.addAttribute("one", one.orElse(null));
        model.addAttribute("count", count);
        return "drafts";
    }

    private void fill(Model model, Locale browser, Suggestion suggestion, DraftForm form) {
        Resemblance near = suggestion.near();
        List<String> differs = near == null ? List.of() : near.differs();
        model.addAttribute("form", form);
        model.addAttribute("said", MarkedText.of(suggestion.wording().answer(),
                Stream.concat(differs.stream(), suggestion.care().marks().stream()).toList()));
        model.addAttribute("asked", MarkedText.of(suggestion.wording().question(), suggestion.care().marks()));
        model.addAttribute("near", near == null ? null : near(near).orElse(null));
        model.addAttribute("choices", choices(suggestion, form.entry()));
        model.addAttribute("origins", suggestions.sources(suggestion.id()).stream()
                .map(source -> new Origin(source.ticket(), source.agent(), desk.moments(browser).at(source.at())))
                .toList());
    }

    private Optional<Near> near(Resemblance near) {
        String entry = near.entry();
        Long other = near.suggestion();
        return entry != null
                ? knowledge.entry(new FaqId(entry)).map(found -> new Near(entry, found.question(),
                        MarkedText.of(Objects.requireNonNullElse(found.answer(), ""), near.differs())))
                : Optional.ofNullable(other).flatMap(suggestions::find).map(found -> new Near(null,
                        found.wording().question(), MarkedText.of(found.wording().answer(), near.differs())));
    }

    private List<Choice> choices(Suggestion suggestion, @Nullable String chosen) {
        Stream<FaqEntry> first = chosen == null || chosen.isBlank() || chosen.length() > FaqId.MAX_LENGTH
                ? Stream.empty()
                : knowledge.entry(new FaqId(chosen)).stream();
        Stream<FaqEntry> found = catalogue.search(suggestion.wording().question(), CHOICES).stream()
                .filter(Hit::isAnswerable).map(Hit::entry);
        return Stream.concat(first, found).map(entry -> new Choice(entry.id().value(), entry.question())).distinct()
                .toList();
    }

    @PostMapping(PAGE + "/{id}/publish")
    String publish(@PathVariable long id, @ModelAttribute DraftForm form, Model model, Locale browser,
            Principal account, HttpServletResponse response) {
        return decide(id, form, "published", suggestions::publish, new Showing(model, browser, account, response));
    }

    @PostMapping(PAGE + "/{id}/attach")
    String attach(@PathVariable long id, @ModelAttribute DraftForm form, Model model, Locale browser,
            Principal account, HttpServletResponse response) {
        return decide(id, form, "attached", review -> onEntry(form, entry -> suggestions.attach(review, entry)),
                new Showing(model, browser, account, response));
    }

    @PostMapping(PAGE + "/{id}/replace")
    String replace(@PathVariable long id, @ModelAttribute DraftForm form, Model model, Locale browser,
            Principal account, HttpServletResponse response) {
        return decide(id, form, "attached", review -> onEntry(form, entry -> suggestions.replace(review, entry)),
                new Showing(model, browser, account, response));
    }

    @PostMapping(PAGE + "/{id}/dismiss")
    String dismiss(@PathVariable long id, @ModelAttribute DraftForm form, Principal account) {
        Outcome outcome = suggestions.dismiss(id, form.shortReason(), desk.agent(account).login());
        return back(form, outcome == Outcome.DONE ? "dismissed" : "gone");
    }

    private static Outcome onEntry(DraftForm form, Function<FaqId, Outcome> decision) {
        String entry = form.entry();
        return entry == null || entry.isBlank() || entry.length() > FaqId.MAX_LENGTH
                ? Outcome.NO_ENTRY
                : decision.apply(new FaqId(entry));
    }

    /** What it takes to show the page again. */
    private record Showing(Model model, Locale browser, Principal account, HttpServletResponse response) {}

    private String decide(long id, DraftForm form, String done, Function<Review, Outcome> decision, Showing showing) {
        Optional<Suggestion> found = suggestions.find(id);
        if (found.isEmpty()) {
            return back(form, "gone");
        }
        Suggestion suggestion = found.get();
        Optional<String> wrong = form.wrong();
        if (wrong.isPresent()) {
            return again(suggestion, form, wrong.get(), showing);
        }
        Outcome outcome = decision.apply(new Review(id, form.wording(suggestion), form.isLooked(),
                desk.agent(showing.account()).login()));
        return switch (outcome) {
            case DONE -> back(form, done);
            case GONE -> back(form, "gone");
            case MARKED, PRIVATE, TAKEN, NO_ENTRY -> again(suggestion, form,
                    "refused-" + outcome.name().toLowerCase(Locale.ROOT), showing);
        };
    }

    private String again(Suggestion suggestion, DraftForm form, String problem, Showing showing) {
        showing.response().setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        desk.fill(showing.model(), showing.browser(), showing.account());
        fill(showing.model(), showing.browser(), suggestion, form);
        showing.model().addAttribute("one", suggestion);
        showing.model().addAttribute("count", suggestions.count());
        showing.model().addAttribute("done", null);
        showing.model().addAttribute("problem", desk.texts(showing.browser()).text("drafts", problem));
        return "drafts";
    }

    private static String back(DraftForm form, String done) {
        return "redirect:" + PAGE + "?n=" + form.before() + "&done=" + done;
    }
}
