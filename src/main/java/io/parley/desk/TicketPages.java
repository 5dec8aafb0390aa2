package io.parley.desk;

import io.parley.desk.ReplyDrafts.Draft;
import io.parley.handover.AgentAct;
import io.parley.handover.Ending;
import io.parley.handover.ReplyKeyReusedException;
import io.parley.handover.Ticket;
import io.parley.handover.TicketConflictException;
import io.parley.handover.TicketLists;
import io.parley.handover.TicketNotes;
import io.parley.handover.TicketResolvedException;
import io.parley.handover.TicketSnoozes;
import io.parley.handover.Tickets;
import io.parley.handover.reply.DeskReplies;
import io.parley.handover.reply.DeskReply;
import io.parley.security.Agent;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The page of one ticket, and what agents do there. A change that is refused gives the page as it is now, with the reason and
 * with what the agent wrote.
 */
@Hidden
@Controller
class TicketPages {
    private static final int LONGEST = 8_000;
    private static final Pattern A_KEY = Pattern.compile("[0-9a-zA-Z-]{1,100}");
    private static final String TICKET = "/desk/t/{id}";

    private final Desk desk;
    private final TicketPageModel pages;
    private final Tickets tickets;
    private final DeskReplies replies;
    private final TicketNotes notes;
    private final TicketLists lists;
    private final ReplyDrafts drafts;
    private final TicketPresence presence;
    private final TicketSnoozes snoozes;
    private final TicketTags tags;
    private final Moments.Later later;

    TicketPages(Desk desk, TicketPageModel pages, Tickets tickets, DeskReplies replies, TicketNotes notes,
            TicketLists lists, ReplyDrafts drafts, TicketPresence presence, TicketSnoozes snoozes, TicketTags tags,
            InstantSource clock) {
        this.snoozes = snoozes;
        this.tags = tags;
        this.later = new Moments.Later(clock);
        this.drafts = drafts;
        this.presence = presence;
        this.desk = desk;
        this.pages = pages;
        this.tickets = tickets;
        this.replies = replies;
        this.notes = notes;
        this.lists = lists;
    }

    /**
     * A form that an agent sent from a ticket's page.
     *
     * @param revision the ticket's revision that they saw
     * @param takeOver whether they mean it though another has the ticket
     * @param text what they wrote
     * @param key tells this form from others, so that sending it again does nothing
     */
    record Sent(@Nullable Integer revision, @Nullable Boolean takeOver, @Nullable String text, @Nullable String key) {
        AgentAct by(Agent agent) {
            return new AgentAct(agent.name(), Boolean.TRUE.equals(takeOver), revision, agent.id());
        }

        String written() {
            return text == null ? "" : text.replace("\r\n", "\n").strip();
        }

        /** Why it cannot be sent, as a text's key; empty when it can. */
        Optional<String> wrong() {
            return written().isEmpty()
                    ? Optional.of("empty")
                    : written().length() > LONGEST ? Optional.of("long") : Optional.empty();
        }

        Optional<String> usableKey() {
            return Optional.ofNullable(key).filter(one -> A_KEY.matcher(one).matches());
        }
    }

    @GetMapping(TICKET)
    String show(@PathVariable long id, @RequestParam(required = false) @Nullable String done,
            @RequestParam(required = false) @Nullable Long change, Model model, Locale browser, Principal account,
            @RequestHeader(name = "Parley-Unseen", required = false) @Nullable String unseen) {
        Agent agent = desk.fill(model, browser, account);
        String page = pages.show(id, model, browser, agent, done);
        if (change != null) {
            pages.change(id, change, model, agent);
        }
        if (unseen == null) {
            presence.sees(id, agent.id());
        }
        return page;
    }

    /** The page keeps what its agent writes, until they send it. */
    @PostMapping(TICKET + "/draft")
    ResponseEntity<Void> draft(@PathVariable long id, @RequestParam(defaultValue = "reply") String as,
            @ModelAttribute Sent sent,
            Principal account) {
        String text = Objects.requireNonNullElse(sent.text(), "");
        Optional<String> key = sent.usableKey();
        if (key.isEmpty() || text.length() > LONGEST) {
            return ResponseEntity.unprocessableContent().build();
        }
        Draft draft = new Draft(as.equals("note") ? "note" : "reply", key.get(), text);
        return drafts.save(id, desk.agent(account).id(), draft)
                ? ResponseEntity.noContent().build()
                : ResponseEntity.notFound().build();
    }

    @PostMapping(TICKET + "/take")
    String take(@PathVariable long id, @ModelAttribute Sent sent, Model model, Locale browser, Principal account,
            HttpServletResponse response) {
        Agent agent = desk.fill(model, browser, account);
        return tried(id, "", sent, model, browser, agent, response, () -> {
            found(tickets.take(id, sent.by(agent)));
            return done(id, "taken");
        });
    }

    @PostMapping(TICKET + "/hand-back")
    String handBack(@PathVariable long id, @ModelAttribute Sent sent, Model model, Locale browser, Principal account,
            HttpServletResponse response) {
        Agent agent = desk.fill(model, browser, account);
        return tried(id, "", sent, model, browser, agent, response, () -> {
            found(tickets.handBack(id, sent.by(agent)));
            return done(id, "handed-back");
        });
    }

    /** The agent is done; with {@code next} the page of another ticket follows. */
    @PostMapping(TICKET + "/resolve")
    String resolve(@PathVariable long id, @ModelAttribute Sent sent,
            @RequestParam(defaultValue = "false") boolean next, @RequestParam(defaultValue = "false") boolean ask,
            Model model, Locale browser, Principal account, HttpServletResponse response) {
        Agent agent = desk.fill(model, browser, account);
        return tried(id, "", sent, model, browser, agent, response, () -> {
            found(tickets.resolve(id, sent.by(agent), new Ending(null, ask)));
            return next ? next(agent) : done(id, "resolved");
        });
    }

    @PostMapping(TICKET + "/reply")
    String reply(@PathVariable long id, @ModelAttribute Sent sent,
            @RequestParam(defaultValue = "false") boolean resolve, @RequestParam(defaultValue = "false") boolean ask,
            Model model, Locale browser, Principal account, HttpServletResponse response) {
        Agent agent = desk.fill(model, browser, account);
        return tried(id, "reply", sent, model, browser, agent, response, () -> {
            found(replies.reply(id, sent.by(agent), new DeskReply(sent.written(),
                    sent.usableKey().orElseGet(pages::newKey), resolve ? new Ending(null, ask) : null)));
            sent.usableKey().ifPresent(key -> drafts.remove(id, agent.id(), key));
            return resolve ? next(agent) : done(id, pages.isHeld(id, agent) ? "going" : "sent");
        });
    }

    @PostMapping(TICKET + "/note")
    String note(@PathVariable long id, @ModelAttribute Sent sent, Model model, Locale browser, Principal account,
            HttpServletResponse response) {
        Agent agent = desk.fill(model, browser, account);
        return tried(id, "note", sent, model, browser, agent, response, () -> {
            if (!notes.add(id, sent.by(agent), sent.written(), sent.usableKey().orElseGet(pages::newKey))) {
                throw new NoTicketException();
            }
            sent.usableKey().ifPresent(key -> drafts.remove(id, agent.id(), key));
            return done(id, "noted");
        });
    }

    /** Nobody needs to look at the ticket before a time. */
    @PostMapping(TICKET + "/snooze")
    String snooze(@PathVariable long id, @ModelAttribute Sent sent, @RequestParam(defaultValue = "") String until,
            Model model, Locale browser, Principal account, HttpServletResponse response) {
        Agent agent = desk.fill(model, browser, account);
        return tried(id, "", sent, model, browser, agent, response, () -> {
            found(snoozes.snooze(id, sent.by(agent), later.time(until)));
            return done(id, "snoozed");
        });
    }

    @PostMapping(TICKET + "/wake")
    String wake(@PathVariable long id) {
        found(snoozes.wake(id));
        return done(id, "woken");
    }

    @PostMapping(TICKET + "/tag")
    String tag(@PathVariable long id, @RequestParam(defaultValue = "") String add,
            @RequestParam(defaultValue = "") String remove, Principal account) {
        if (!tags.add(id, add, desk.agent(account).name())) {
            throw new NoTicketException();
        }
        if (!remove.isEmpty()) {
            tags.remove(id, remove);
        }
        return "redirect:/desk/t/" + id;
    }

    private String tried(long id, String writing, Sent sent, Model model, Locale browser, Agent agent,
            HttpServletResponse response, Supplier<String> deed) {
        Refusal refusal = new Refusal(id, writing, sent, model, browser, agent, response);
        Optional<String> wrong = writing.isEmpty() ? Optional.empty() : sent.wrong();
        if (wrong.isPresent()) {
            return refused(refusal, HttpStatus.UNPROCESSABLE_CONTENT, desk.texts(browser).text("notices", wrong.get()),
                    true);
        }
        try {
            return deed.get();
        } catch (TicketConflictException conflict) {
            return refused(refusal, HttpStatus.CONFLICT, pages.why(conflict.ticket(), agent, browser), true);
        } catch (TicketResolvedException over) {
            return refused(refusal, HttpStatus.CONFLICT, desk.texts(browser).text("notices", "over"), true);
        } catch (ReplyKeyReusedException used) {
            return refused(refusal, HttpStatus.UNPROCESSABLE_CONTENT, desk.texts(browser).text("notices", "used"),
                    false);
        }
    }

    private record Refusal(long id, String writing, Sent sent, Model model, Locale browser, Agent agent,
            HttpServletResponse response) {}

    private String refused(Refusal refusal, HttpStatus status, String why, boolean sameKey) {
        refusal.response().setStatus(status.value());
        String page = pages.show(refusal.id(), refusal.model(), refusal.browser(), refusal.agent(), null);
        refusal.model().addAttribute("problem", why);
        refusal.model().addAttribute("text", refusal.sent().written());
        refusal.model().addAttribute("noting", refusal.writing().equals("note"));
        if (sameKey) {
            refusal.sent().usableKey().ifPresent(key -> refusal.model().addAttribute("key", key));
        }
        return page;
    }

    /** The page of the ticket that the agent is to look at after another one. */
    private String next(Agent agent) {
        return lists.next(agent.id()).map(other -> "redirect:/desk/t/" + other).orElse("redirect:/desk");
    }

    private static String done(long id, String what) {
        return "redirect:/desk/t/" + id + "?done=" + what;
    }

    private static Ticket found(Optional<Ticket> ticket) {
        return ticket.orElseThrow(NoTicketException::new);
    }

    /** There is no ticket of that id. */
    static final class NoTicketException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
