package io.parley.desk.faq;

import io.parley.desk.Desk;
import io.parley.desk.DeskTexts;
import io.parley.desk.Moments;
import io.parley.desk.TicketWords;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.learning.CustomerVotes;
import io.parley.learning.CustomerVotes.Chosen;
import io.parley.learning.CustomerVotes.Operator;
import io.parley.learning.CustomerVotes.Said;
import io.parley.learning.replay.Effect;
import io.parley.learning.suggestion.Publisher.Decided;
import io.parley.learning.suggestion.Suggestions.Outcome;
import io.parley.security.Agent;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which operators accept or refuse what customers say by their votes, a list at a time. */
@Hidden
@Controller
class VotePages {
    private static final String PAGE = "/desk/votes";
    /** No entry has this id. */
    private static final String NO_ENTRY = "-";
    private static final String ACCEPT = "accept";
    private static final Set<String> DONE = Set.of("accepted", "refused", "gone");

    private final Desk desk;
    private final CustomerVotes votes;
    private final Knowledge knowledge;

    VotePages(Desk desk, CustomerVotes votes, Knowledge knowledge) {
        this.desk = desk;
        this.votes = votes;
        this.knowledge = knowledge;
    }

    /**
     * A list as its form has it.
     *
     * @param n how many lists stand before it
     * @param up whether the entry is said to answer the questions
     * @param chosen the numbers of those that are ticked
     */
    record ListForm(@Nullable Integer n, @Nullable String entry, @Nullable Boolean up, @Nullable List<Long> chosen) {
        int before() {
            return n == null ? 0 : Math.max(0, n);
        }

        Chosen list() {
            String id = entry == null || entry.isBlank() || entry.length() > FaqId.MAX_LENGTH ? NO_ENTRY : entry;
            return new Chosen(new FaqId(id), Boolean.TRUE.equals(up),
                    chosen == null
                            ? Set.of()
                            : chosen.stream().filter(Objects::nonNull).collect(Collectors.toSet()));
        }
    }

    /** A question of the list, in an agent's words. */
    record Row(long id, String text, String said, Moments.Moment last, boolean chosen) {}

    @GetMapping(PAGE)
    String show(@RequestParam(defaultValue = "0") int n, @RequestParam(required = false) @Nullable String done,
            Model model, Locale browser, Principal account) {
        desk.fill(model, browser, account);
        fill(model, browser, n, null);
        model.addAttribute("done",
                done != null && DONE.contains(done) ? desk.texts(browser).text("votes", "done-" + done) : null);
        return "votes";
    }

    /** @param chosen what is ticked; null for all */
    private boolean fill(Model model, Locale browser, int n, @Nullable Chosen chosen) {
        CustomerVotes.Page page = votes.page(n);
        Optional<Said> one = Optional.ofNullable(page.said());
        DeskTexts texts = desk.texts(browser);
        model.addAttribute("one", one.orElse(null));
        model.addAttribute("at", page.place());
        model.addAttribute("count", page.count());
        model.addAttribute("effect", null);
        model.addAttribute("problem", null);
        model.addAttribute("done", null);
        one.ifPresent(said -> {
            Optional<FaqEntry> entry = knowledge.entry(said.entry());
            model.addAttribute("entry", entry.map(FaqEntry::question).orElse(said.entry().value()));
            model.addAttribute("answer", entry.map(FaqEntry::answer).orElse(""));
            model.addAttribute("voters", said.voters().stream().map(voter -> voter(voter, texts)).toList());
            model.addAttribute("rows", said.questions().stream().map(question -> new Row(question.id(),
                    question.text(),
                    texts.text("votes", "said").replace("{n}", Integer.toString(question.voters()))
                            .replace("{against}", Integer.toString(question.against())),
                    desk.moments(browser).at(question.last()),
                    chosen == null || chosen.ids().contains(question.id()))).toList());
        });
        return chosen == null
                || one.filter(said -> said.questions().stream().anyMatch(row -> chosen.ids().contains(row.id())))
                        .isPresent();
    }

    private static String voter(CustomerVotes.Voter voter, DeskTexts texts) {
        return texts.text("votes", "voter").replace("{channel}", TicketWords.channel(texts, voter.channel()))
                .replace("{code}", voter.code()).replace("{up}", Integer.toString(voter.up()))
                .replace("{down}", Integer.toString(voter.down()));
    }

    /** Shows what it would do to known questions to accept what is ticked. */
    @PostMapping(PAGE + "/try")
    String tryOut(@ModelAttribute ListForm form, Model model, Locale browser, Principal account) {
        desk.fill(model, browser, account);
        Optional<Effect> effect = votes.effect(form.list());
        if (effect.isEmpty() || !fill(model, browser, form.before(), form.list())) {
            return back(form, "gone");
        }
        model.addAttribute("effect", table(effect.get(), false, browser));
        return "votes";
    }

    @PostMapping(PAGE + "/" + ACCEPT)
    String accept(@ModelAttribute ListForm form, @ModelAttribute AssentForm assent, Model model, Locale browser,
            Principal account, HttpServletResponse response) {
        Agent agent = desk.agent(account);
        Decided decided = votes.accept(form.list(), operator(agent), assent.of(agent));
        Effect effect = decided.effect();
        if (decided.outcome() == Outcome.DONE || effect == null) {
            return back(form, decided.outcome() == Outcome.DONE ? "accepted" : "gone");
        }
        desk.fill(model, browser, account);
        if (!fill(model, browser, form.before(), form.list())) {
            return back(form, "gone");
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("effect", table(effect, true, browser));
        model.addAttribute("problem", desk.texts(browser).text("votes",
                "refused-" + decided.outcome().name().toLowerCase(Locale.ROOT)));
        return "votes";
    }

    @PostMapping(PAGE + "/refuse")
    String refuse(@ModelAttribute ListForm form, Principal account) {
        return back(form, votes.refuse(form.list(), operator(desk.agent(account))) > 0 ? "refused" : "gone");
    }

    private static Operator operator(Agent agent) {
        return new Operator(agent.id(), agent.login());
    }

    private EffectTable table(Effect effect, boolean refused, Locale browser) {
        return EffectTable.of(effect, ACCEPT, refused, desk.texts(browser));
    }

    private static String back(ListForm form, String done) {
        return "redirect:" + PAGE + "?n=" + form.before() + "&done=" + done;
    }
}
