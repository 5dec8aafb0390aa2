package io.parley.desk.faq;

import io.parley.desk.Desk;
import io.parley.desk.Moments;
import io.parley.desk.faq.MarkedText.Piece;
import io.parley.knowledge.Catalogue;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.search.Hit;
import io.parley.learning.replay.Effect;
import io.parley.learning.suggestion.Aftercare;
import io.parley.learning.suggestion.Publisher;
import io.parley.learning.suggestion.Publisher.Decided;
import io.parley.learning.suggestion.Publisher.Wish;
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
    private final Publisher publisher;
    private final Knowledge knowledge;
    private final Catalogue catalogue;
    private final Aftercare aftercare;

    DraftPages(Desk desk, Suggestions suggestions, Publisher publisher, Knowledge knowledge, Catalogue catalogue,
            Aftercare aftercare) {
        this.desk = desk;
        this.suggestions = suggestions;
        this.publisher = publisher;
        this.knowledge = knowledge;
        this.catalogue = catalogue;
        this.aftercare = aftercare;
    }

    /** What a suggestion resembles, with what differs. */
    record Near(@Nullable String entry, String question, List<Piece> answer) {}

    /** An entry of which a suggestion could become a part. */
    record Choice(String id, String question) {}

    /** A question from which a suggestion comes; without a ticket where it was asked on none. */
    record Origin(@Nullable Long ticket, @Nullable String agent, Moments.Moment at) {}

    @GetMapping(PAGE)
    String show(@RequestParam(defaultValue = "0") int n, @RequestParam(required = false) @Nullable String done,
            Model model, Locale browser, Principal account) {
        desk.fill(model, browser, account);
        int count = suggestions.count();
        int before = Math.clamp(n, 0, Math.max(0, count - 1));
        Optional<Suggestion> one = suggestions.open(before, 1).stream().findFirst();
        model.addAttribute("problem", null);
        model.addAttribute("effect", null);
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
        model.addAttribute("takenBack", aftercare.takenBack(suggestion.id())
                .map(thumbs -> desk.texts(browser).text("aftercare", "taken-back")
                        .replace("{down}", Integer.toString(thumbs.down()))
                        .replace("{up}", Integer.toString(thumbs.up())))
                .orElse(null));
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

    /** Shows what the likeliest decision on it would do to known questions. */
    @PostMapping(PAGE + "/{id}/try")
    String tryOut(@PathVariable long id, @ModelAttribute DraftForm form, Model model, Locale browser,
            Principal account, HttpServletResponse response) {
        Optional<Suggestion> found = suggestions.find(id);
        if (found.isEmpty()) {
            return back(form, "gone");
        }
        Suggestion suggestion = found.get();
        Showing showing = new Showing(model, browser, account, response);
        Optional<String> wrong = form.wrong();
        if (wrong.isPresent()) {
            return again(suggestion, form, wrong.get(), showing);
        }
        Deed deed = Deed.likeliest(suggestion, form);
        Optional<Effect> effect = publisher.effect(wish(suggestion, form, deed, showing));
        return page(suggestion, form, showing, effect.map(one -> table(one, deed, false, showing)).orElse(null));
    }

    @PostMapping(PAGE + "/{id}/publish")
    String publish(@PathVariable long id, @ModelAttribute DraftForm form, @ModelAttribute AssentForm assent,
            Model model, Locale browser, Principal account, HttpServletResponse response) {
        return decide(id, form, assent, Deed.PUBLISH, new Showing(model, browser, account, response));
    }

    @PostMapping(PAGE + "/{id}/attach")
    String attach(@PathVariable long id, @ModelAttribute DraftForm form, @ModelAttribute AssentForm assent,
            Model model, Locale browser, Principal account, HttpServletResponse response) {
        return decide(id, form, assent, Deed.ATTACH, new Showing(model, browser, account, response));
    }

    @PostMapping(PAGE + "/{id}/replace")
    String replace(@PathVariable long id, @ModelAttribute DraftForm form, @ModelAttribute AssentForm assent,
            Model model, Locale browser, Principal account, HttpServletResponse response) {
        return decide(id, form, assent, Deed.REPLACE, new Showing(model, browser, account, response));
    }

    @PostMapping(PAGE + "/{id}/dismiss")
    String dismiss(@PathVariable long id, @ModelAttribute DraftForm form, Principal account) {
        Outcome outcome = suggestions.dismiss(id, form.shortReason(), desk.agent(account).login());
        return back(form, outcome == Outcome.DONE ? "dismissed" : "gone");
    }

    private Wish wish(Suggestion suggestion, DraftForm form, Deed deed, Showing showing) {
        Review review = new Review(suggestion.id(), form.wording(suggestion), form.isLooked(),
                desk.agent(showing.account()).login());
        return new Wish(review, deed.as(), deed == Deed.PUBLISH ? null : form.chosen().orElse(null));
    }

    /** What it takes to show the page again. */
    private record Showing(Model model, Locale browser, Principal account, HttpServletResponse response) {}

    private String decide(long id, DraftForm form, AssentForm assent, Deed deed, Showing showing) {
        Optional<Suggestion> found = suggestions.find(id);
        if (found.isEmpty()) {
            return back(form, "gone");
        }
        Suggestion suggestion = found.get();
        Optional<String> wrong = form.wrong();
        if (wrong.isPresent()) {
            return again(suggestion, form, wrong.get(), showing);
        }
        Decided decided = publisher.decide(wish(suggestion, form, deed, showing),
                assent.of(desk.agent(showing.account())));
        Effect effect = decided.effect();
        return switch (decided.outcome()) {
            case DONE -> back(form, deed.done());
            case GONE -> back(form, "gone");
            case MARKED, PRIVATE, TAKEN, NO_ENTRY, STEALS, LOSES -> refused(suggestion, form,
                    "refused-" + decided.outcome().name().toLowerCase(Locale.ROOT), showing,
                    effect == null ? null : table(effect, deed, true, showing));
        };
    }

    private EffectTable table(Effect effect, Deed deed, boolean refused, Showing showing) {
        return EffectTable.of(effect, deed.word(), refused, desk.texts(showing.browser()));
    }

    private String again(Suggestion suggestion, DraftForm form, String problem, Showing showing) {
        return refused(suggestion, form, problem, showing, null);
    }

    private String refused(Suggestion suggestion, DraftForm form, String problem, Showing showing,
            @Nullable EffectTable effect) {
        showing.response().setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        String page = page(suggestion, form, showing, effect);
        showing.model().addAttribute("problem", desk.texts(showing.browser()).text("drafts", problem));
        return page;
    }

    private String page(Suggestion suggestion, DraftForm form, Showing showing, @Nullable EffectTable effect) {
        desk.fill(showing.model(), showing.browser(), showing.account());
        fill(showing.model(), showing.browser(), suggestion, form);
        showing.model().addAttribute("effect", effect);
        showing.model().addAttribute("one", suggestion);
        showing.model().addAttribute("count", suggestions.count());
        showing.model().addAttribute("done", null);
        showing.model().addAttribute("problem", null);
        return "drafts";
    }

    private static String back(DraftForm form, String done) {
        return "redirect:" + PAGE + "?n=" + form.before() + "&done=" + done;
    }
}
