package io.parley.desk;

import io.parley.desk.Desk.NoTicketException;
import io.parley.desk.FaqLookup.Near;
import io.parley.desk.ReplyDrafts.Draft;
import io.parley.desk.TicketDeeds.Sent;
import io.parley.desk.TicketDeeds.Visit;
import io.parley.handover.Ending;
import io.parley.handover.TicketLists;
import io.parley.handover.TicketNotes;
import io.parley.security.Agent;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Where agents write to customers and to each other, with the FAQ beside it. */
@Hidden
@Controller
class ComposerPages {
    private static final String TICKET = "/desk/t/{id}";

    private final Desk desk;
    private final TicketDeeds deeds;
    private final DraftedReplies replies;
    private final HeldBanner held;
    private final TicketNotes notes;
    private final TicketLists lists;
    private final ReplyDrafts drafts;
    private final FaqLookup faq;

    ComposerPages(Desk desk, TicketDeeds deeds, DraftedReplies replies, HeldBanner held, TicketNotes notes,
            TicketLists lists,
            ReplyDrafts drafts, FaqLookup faq) {
        this.desk = desk;
        this.deeds = deeds;
        this.replies = replies;
        this.held = held;
        this.notes = notes;
        this.lists = lists;
        this.drafts = drafts;
        this.faq = faq;
    }

    /** The page keeps what its agent writes, until they send it. */
    @PostMapping(TICKET + "/draft")
    ResponseEntity<Void> draft(@PathVariable long id, @RequestParam(defaultValue = "reply") String as,
            @ModelAttribute Sent sent, Principal account) {
        String text = Objects.requireNonNullElse(sent.text(), "");
        Optional<String> key = sent.usableKey();
        if (key.isEmpty() || text.length() > TicketDeeds.LONGEST) {
            return ResponseEntity.unprocessableContent().build();
        }
        Draft draft = new Draft(as.equals("note") ? "note" : "reply", key.get(), text);
        return drafts.save(id, desk.agent(account).id(), draft)
                ? ResponseEntity.noContent().build()
                : ResponseEntity.notFound().build();
    }

    /** Sends a reply; with {@code resolve} the ticket is over, and the page of another one follows. */
    @PostMapping(TICKET + "/reply")
    String reply(@PathVariable long id, @ModelAttribute Sent sent,
            @RequestParam(defaultValue = "false") boolean resolve, @RequestParam(defaultValue = "false") boolean ask,
            Model model, Locale browser, Principal account, HttpServletResponse response) {
        return deeds.write(new Visit(id, model, browser, account, response), "reply", sent, act -> {
            if (!replies.send(id, act, sent, resolve ? new Ending(null, ask) : null)) {
                throw new NoTicketException();
            }
            return resolve
                    ? TicketPages.next(lists, act)
                    : TicketPages.done(id, held.has(id, Objects.requireNonNull(act.by().agent())) ? "going" : "sent");
        });
    }

    @PostMapping(TICKET + "/note")
    String note(@PathVariable long id, @ModelAttribute Sent sent, Model model, Locale browser, Principal account,
            HttpServletResponse response) {
        return deeds.write(new Visit(id, model, browser, account, response), "note", sent, act -> {
            if (!notes.add(id, act, sent.written(), sent.usableKey().orElseGet(TicketPageModel::newKey))) {
                throw new NoTicketException();
            }
            sent.usableKey().ifPresent(key -> drafts.remove(id, Objects.requireNonNull(act.by().agent()), key));
            return TicketPages.done(id, "noted");
        });
    }

    /**
     * The page with what the FAQ says, for those without script; what they wrote stays.
     *
     * @param words what is looked for
     * @param put the entry whose answer is put into the text; empty for none
     */
    @PostMapping(TICKET + "/faq")
    String look(@PathVariable long id, @RequestParam(name = "faq", defaultValue = "") String words,
            @RequestParam(defaultValue = "") String put, @RequestParam(defaultValue = "reply") String as,
            @ModelAttribute Sent sent, Model model, Locale browser, Principal account,
            HttpServletResponse response) {
        Agent agent = desk.fill(model, browser, account);
        String page = deeds.again(new Visit(id, model, browser, account, response), agent, as, sent);
        faq.answer(put).ifPresent(answer -> model.addAttribute("text",
                sent.written().isEmpty() ? answer : sent.written() + "\n\n" + answer));
        if (!words.isBlank()) {
            model.addAttribute("faq", words.strip());
            model.addAttribute("near", faq.near(words));
        }
        model.addAttribute("looked", true);
        return page;
    }

    /** What the FAQ says, for the page's script. */
    @GetMapping("/desk/faq/find")
    @ResponseBody
    List<Near> find(@RequestParam(defaultValue = "") String q) {
        return faq.near(q);
    }
}
