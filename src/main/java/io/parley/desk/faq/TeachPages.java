package io.parley.desk.faq;

import io.parley.desk.Desk;
import io.parley.desk.Desk.NoTicketException;
import io.parley.handover.ActRefusedException;
import io.parley.handover.AgentAct;
import io.parley.handover.Ending;
import io.parley.handover.Ticket;
import io.parley.handover.TicketConversation;
import io.parley.handover.Tickets;
import io.parley.learning.TicketOffers;
import io.parley.learning.replay.Effect;
import io.parley.learning.suggestion.Beside;
import io.parley.learning.suggestion.Offer;
import io.parley.learning.suggestion.Offer.Way;
import io.parley.learning.suggestion.Publisher.Assent;
import io.parley.learning.suggestion.Publisher.Decided;
import io.parley.learning.suggestion.Suggestion.Care;
import io.parley.learning.suggestion.TicketTeaching;
import io.parley.learning.suggestion.TicketTeaching.Looked;
import io.parley.learning.suggestion.TicketTeaching.Wanted;
import io.parley.learning.suggestion.Told;
import io.parley.security.Agent;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which an agent teaches the FAQ what they told a customer, and resolves the ticket with it. */
@Hidden
@Controller
class TeachPages {
    private static final String PAGE = "/desk/t/{id}/teach";

    private final Desk desk;
    private final Tickets tickets;
    private final TicketOffers offers;
    private final TicketTeaching teaching;
    private final TeachPageModel page;

    TeachPages(Desk desk, Tickets tickets, TicketOffers offers, TicketTeaching teaching, TeachPageModel page) {
        this.desk = desk;
        this.tickets = tickets;
        this.offers = offers;
        this.teaching = teaching;
        this.page = page;
    }

    /** A request for the page of one ticket. */
    private record Visit(Ticket ticket, Told told, Agent agent, Locale browser, Model model,
            HttpServletResponse response) {}

    @GetMapping(PAGE)
    String show(@PathVariable long id, Model model, Locale browser, Principal account) {
        Ticket ticket = ticket(id);
        Agent agent = desk.fill(model, browser, account);
        Optional<Told> told = offers.told(id);
        Optional<Offer> offer = told.map(found -> offers.offer(id, found));
        page.fill(model, ticket, agent, browser);
        model.addAttribute("hasModel", offers.hasModel());
        offer.ifPresent(found -> page.show(model, browser, TeachForm.of(found, ticket.revision()),
                found.care(), teaching.beside(found.wording())));
        return "teach";
    }

    /** Shows what it would do to known questions. */
    @PostMapping(PAGE + "/try")
    String tryOut(@PathVariable long id, @RequestParam Map<String, String> sent, Model model, Locale browser,
            Principal account, HttpServletResponse response) {
        return visit(id, model, browser, account, response, visit -> {
            TeachForm form = TeachForm.of(sent);
            Optional<String> wrong = form.wrong();
            if (wrong.isPresent()) {
                return refused(visit, form, unseen(visit, form), text(visit, "drafts", wrong.get()), null);
            }
            Looked looked = looked(visit, form);
            Optional<Effect> effect = teaching.effect(wanted(visit, form, looked, Deed.PUBLISH));
            show(visit, form.with(looked.wording()), looked,
                    effect.map(one -> table(visit, one, Deed.PUBLISH, false)).orElse(null));
            return "teach";
        });
    }

    /** Shows further ways to ask, which a language model wrote. */
    @PostMapping(PAGE + "/ways")
    String furtherWays(@PathVariable long id, @RequestParam Map<String, String> sent, Model model, Locale browser,
            Principal account, HttpServletResponse response) {
        return visit(id, model, browser, account, response, visit -> {
            TeachForm form = TeachForm.of(sent);
            if (form.question().isEmpty() || form.wrong().filter("wrong-question"::equals).isPresent()) {
                return refused(visit, form, unseen(visit, form), text(visit, "drafts", "wrong-question"), null);
            }
            Looked looked = looked(visit, form);
            List<Way> ways = offers.modelsWays(visit.told(), looked.wording().question());
            show(visit, form.with(looked.wording()).withMore(ways), looked, null);
            if (ways.isEmpty()) {
                visit.model().addAttribute("problem", text(visit, "teach", "no-more"));
            }
            return "teach";
        });
    }

    @PostMapping(PAGE + "/publish")
    String publish(@PathVariable long id, @RequestParam Map<String, String> sent, @ModelAttribute AssentForm assent,
            Model model, Locale browser, Principal account, HttpServletResponse response) {
        return visit(id, model, browser, account, response,
                visit -> teach(visit, TeachForm.of(sent), assent, Deed.PUBLISH));
    }

    @PostMapping(PAGE + "/attach")
    String attach(@PathVariable long id, @RequestParam Map<String, String> sent, @ModelAttribute AssentForm assent,
            Model model, Locale browser, Principal account, HttpServletResponse response) {
        return visit(id, model, browser, account, response,
                visit -> teach(visit, TeachForm.of(sent), assent, Deed.ATTACH));
    }

    @PostMapping(PAGE + "/replace")
    String replace(@PathVariable long id, @RequestParam Map<String, String> sent, @ModelAttribute AssentForm assent,
            Model model, Locale browser, Principal account, HttpServletResponse response) {
        return visit(id, model, browser, account, response,
                visit -> teach(visit, TeachForm.of(sent), assent, Deed.REPLACE));
    }

    private interface Act {
        String of(Visit visit);
    }

    private String visit(long id, Model model, Locale browser, Principal account, HttpServletResponse response,
            Act act) {
        Ticket ticket = ticket(id);
        Agent agent = desk.fill(model, browser, account);
        return offers.told(id).map(told -> act.of(new Visit(ticket, told, agent, browser, model, response)))
                .orElse("redirect:/desk/t/" + id);
    }

    private Ticket ticket(long id) {
        return tickets.find(id).map(TicketConversation::ticket).orElseThrow(NoTicketException::new);
    }

    private String teach(Visit visit, TeachForm form, AssentForm assent, Deed deed) {
        Optional<String> wrong = form.wrong();
        if (wrong.isPresent()) {
            return refused(visit, form, unseen(visit, form), text(visit, "drafts", wrong.get()), null);
        }
        Looked looked = looked(visit, form);
        Optional<String> problem = teaching.isTaught(visit.told(), looked.wording())
                ? Optional.empty()
                : doubt(visit, form, looked, deed);
        if (problem.isPresent()) {
            return refused(visit, form, looked, problem.get(), null);
        }
        try {
            Decided decided = teaching.teach(visit.told(), wanted(visit, form, looked, deed),
                    assent.of(visit.agent()), () -> end(visit, form));
            return answered(visit, form, looked, deed, decided);
        } catch (ActRefusedException no) {
            visit.response().setStatus(HttpStatus.CONFLICT.value());
            return again(visit, form, looked, page.why(no.ticket(), visit.agent(), visit.browser()), null);
        }
    }

    /** What its agent has not looked at yet. */
    private Optional<String> doubt(Visit visit, TeachForm form, Looked looked, Deed deed) {
        boolean unconfirmed = !looked.care().marks().isEmpty() && !form.yes().looked();
        if (looked.isChanged() && unconfirmed) {
            return Optional.of(text(visit, "teach", "taken-out"));
        }
        if (unconfirmed) {
            return Optional.of(text(visit, "drafts", "refused-marked"));
        }
        return switch (deed) {
            case ATTACH -> Optional.empty();
            case REPLACE -> privateAct(visit, form, looked);
            case PUBLISH ->
                privateAct(visit, form, looked).or(() -> unlike(visit, form, teaching.beside(looked.wording())));
        };
    }

    /** What reads like something done for one customer has to be rewritten; whoever did can say that it is a rule. */
    private Optional<String> privateAct(Visit visit, TeachForm form, Looked looked) {
        boolean isAsTold = offers.offer(visit.ticket().id(), visit.told()).wording().answer()
                .equals(looked.wording().answer());
        return looked.care().isPrivateAct() && (isAsTold || !form.yes().rule())
                ? Optional.of(text(visit, "drafts", "refused-private"))
                : Optional.empty();
    }

    /** What it says besides entries that are near to it. */
    private Optional<String> unlike(Visit visit, TeachForm form, List<Beside> beside) {
        if (beside.stream().anyMatch(one -> one.asksTheSame() && one.saysTheSame())) {
            return Optional.of(text(visit, "teach", "known"));
        }
        if (beside.stream().anyMatch(one -> one.entry().question().equalsIgnoreCase(form.question()))) {
            return Optional.of(text(visit, "drafts", "refused-taken"));
        }
        if (beside.stream().anyMatch(Beside::contradicts) && !form.yes().both()) {
            return Optional.of(text(visit, "teach", "contradicts"));
        }
        return form.isRarelyFound() && !form.yes().few()
                ? Optional.of(text(visit, "drafts", "few-ways"))
                : Optional.empty();
    }

    private String answered(Visit visit, TeachForm form, Looked looked, Deed deed, Decided decided) {
        Effect effect = decided.effect();
        return switch (decided.outcome()) {
            case DONE -> done(visit, "taught");
            case STEALS, LOSES, NO_ENTRY -> refused(visit, form, looked,
                    text(visit, "drafts", "refused-" + decided.outcome().name().toLowerCase(Locale.ROOT)),
                    effect == null ? null : table(visit, effect, deed, true));
            case GONE, MARKED, PRIVATE, TAKEN -> done(visit, "taught-later");
        };
    }

    private void end(Visit visit, TeachForm form) {
        AgentAct act = new AgentAct(visit.agent().helper(), false, form.revision());
        tickets.resolve(visit.ticket().id(), act, new Ending(null, form.asks()));
    }

    private Looked looked(Visit visit, TeachForm form) {
        return teaching.looked(visit.told(), form.wording(visit.told().language()));
    }

    /** What nobody looks at, since it cannot stay as it is. */
    private static Looked unseen(Visit visit, TeachForm form) {
        return new Looked(form.wording(visit.told().language()), new Care(List.of(), false), false);
    }

    private static Wanted wanted(Visit visit, TeachForm form, Looked looked, Deed deed) {
        return new Wanted(looked.wording(), looked.care().marks(), form.yes().looked(), deed.as(),
                deed == Deed.PUBLISH ? null : form.chosen().orElse(null), visit.agent().login());
    }

    private EffectTable table(Visit visit, Effect effect, Deed deed, boolean refused) {
        return EffectTable.of(effect, deed.word(), refused, desk.texts(visit.browser()));
    }

    private String refused(Visit visit, TeachForm form, Looked looked, String problem, @Nullable EffectTable effect) {
        visit.response().setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return again(visit, form, looked, problem, effect);
    }

    private String again(Visit visit, TeachForm form, Looked looked, String problem, @Nullable EffectTable effect) {
        show(visit, form.with(looked.wording()), looked, effect);
        visit.model().addAttribute("problem", problem);
        return "teach";
    }

    private void show(Visit visit, TeachForm form, Looked looked, @Nullable EffectTable effect) {
        page.fill(visit.model(), visit.ticket(), visit.agent(), visit.browser());
        visit.model().addAttribute("hasModel", offers.hasModel());
        page.show(visit.model(), visit.browser(), form, looked.care(),
                form.wrong().isPresent() ? List.of() : teaching.beside(looked.wording()));
        visit.model().addAttribute("effect", effect);
    }

    private String text(Visit visit, String group, String key) {
        return desk.texts(visit.browser()).text(group, key);
    }

    private static String done(Visit visit, String what) {
        return "redirect:/desk/t/" + visit.ticket().id() + "?done=" + what;
    }
}
