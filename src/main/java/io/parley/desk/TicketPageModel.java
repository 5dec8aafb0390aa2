package io.parley.desk;

import io.parley.actor.Actor;
import io.parley.conversation.TranscriptLine;
import io.parley.desk.Desk.NoTicketException;
import io.parley.desk.ReplyDrafts.Draft;
import io.parley.desk.TicketWords.Can;
import io.parley.handover.AgentAct;
import io.parley.handover.Ticket;
import io.parley.handover.TicketConversation;
import io.parley.handover.TicketGlances;
import io.parley.handover.TicketNotes;
import io.parley.handover.TicketSnoozes;
import io.parley.handover.TicketTimeline;
import io.parley.handover.Tickets;
import io.parley.handover.reply.SentReplies;
import io.parley.handover.reply.WaitingReply;
import io.parley.learning.AgentRatings;
import io.parley.outbox.Undelivered;
import io.parley.security.Agent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Fills the page of a ticket. */
@Component
class TicketPageModel {
    private static final Set<String> DONE = Set.of("wrong", "not-wrong", "sent", "noted", "taken", "handed-back",
            "resolved",
            "snoozed", "woken", "assigned", "going", "undone", "changed", "taken-back", "taught", "taught-later",
            "next", "tagged");
    private static final Set<String> NOT_DONE = Set.of("gone", "others", "fixed", "empty", "long");
    /** The id of the part of the page at which work goes on after something was done; in all other cases that is the text. */
    private static final Map<String, String> GOES_ON_AT = Map.of("snoozed", "wake", "woken", "snooze", "assigned",
            "assign", "handed-back", "teach", "resolved", "teach", "taught", "teach", "taught-later", "teach", "next",
            "whose", "tagged", "tag");

    /** The id of the field in which an agent writes. */
    static final String TEXT = "text";

    private final Desk desk;
    private final Tickets tickets;
    private final TicketNotes notes;
    private final TicketTimeline timeline;
    private final ReplyDrafts drafts;
    private final TicketPresence presence;
    private final TicketGlances glances;
    private final TicketSnoozes snoozes;
    private final HeldBanner held;
    private final SentReplies sent;
    private final Undelivered undelivered;
    private final TicketBeside beside;
    private final AgentRatings ratings;

    TicketPageModel(Desk desk, Tickets tickets, TicketNotes notes, TicketTimeline timeline, ReplyDrafts drafts,
            TicketPresence presence, TicketGlances glances, TicketSnoozes snoozes, HeldBanner held, SentReplies sent,
            Undelivered undelivered, TicketBeside beside, AgentRatings ratings) {
        this.held = held;
        this.sent = sent;
        this.desk = desk;
        this.tickets = tickets;
        this.notes = notes;
        this.timeline = timeline;
        this.drafts = drafts;
        this.presence = presence;
        this.glances = glances;
        this.snoozes = snoozes;
        this.undelivered = undelivered;
        this.beside = beside;
        this.ratings = ratings;
    }

    /**
     * Fills the page; gives its name.
     *
     * @param done what the agent did just now; null for nothing
     */
    String show(long id, Model model, Locale browser, Agent agent, @Nullable String done) {
        TicketConversation found = tickets.find(id).orElseThrow(NoTicketException::new);
        TicketWords words = desk.words(browser);
        head(found.ticket(), model, words, agent);
        said(found, model, browser, agent);
        beside.show(found.ticket(), model, words, agent);
        composer(id, model, agent);
        model.addAttribute("done",
                done != null && DONE.contains(done) ? desk.texts(browser).text("notices", done) : null);
        model.addAttribute("focus", done == null ? "" : GOES_ON_AT.getOrDefault(done, TEXT));
        if (done != null && NOT_DONE.contains(done)) {
            model.addAttribute("problem", desk.texts(browser).text("notices", done));
        }
        return "ticket";
    }

    /** The agent looks at the page that was filled. */
    void seen(long id, Agent agent, Model model) {
        presence.sees(id, agent.id());
        glances.saw(id, agent.id(), model.getAttribute("newest") instanceof Long newest ? newest : 0);
    }

    private void head(Ticket ticket, Model model, TicketWords words, Agent agent) {
        boolean others = ticket.isWithAnother(of(agent));
        model.addAttribute("ticket", words.head(ticket));
        model.addAttribute("over", ticket.isResolved());
        model.addAttribute("mine", ticket.isWith(of(agent)));
        model.addAttribute("others", others);
        model.addAttribute("whose", others ? words.withOther(ticket, "ticket") : null);
        model.addAttribute("snoozed", snoozes.until(ticket.id()).map(words::snoozed).orElse(null));
        model.addAttribute("present", presence.others(List.of(ticket.id()), agent.id())
                .getOrDefault(ticket.id(), List.of()).stream().map(words::present).toList());
    }

    private void said(TicketConversation found, Model model, Locale browser, Agent agent) {
        Ticket ticket = found.ticket();
        TicketWords words = desk.words(browser);
        List<WaitingReply> waiting = held.of(agent);
        List<Long> ours = found.messages().stream().filter(line -> !line.author().equals("customer"))
                .map(TranscriptLine::id).toList();
        Set<Long> wrong = ratings.wrong(agent.id(), found.messages().stream().filter(TicketPageModel::isFromFaq)
                .map(TranscriptLine::id).toList());
        model.addAttribute("lines", words.lines(found.messages(), line -> can(line, ticket, agent, waiting, wrong),
                undelivered.among(ours)));
        model.addAttribute("held", held.inOthers(waiting, ticket.id(), browser));
        model.addAttribute("fixed", !sent.canChange(ticket.channel()));
        model.addAttribute("newest", newest(found, line -> true));
        model.addAttribute("seen", newest(found, line -> line.author().equals("customer")));
        model.addAttribute("notes", words.notes(notes.of(ticket.id())));
        model.addAttribute("events", words.events(timeline.of(ticket.id())));
    }

    private static long newest(TicketConversation found, Predicate<TranscriptLine> which) {
        return found.messages().stream().filter(which).mapToLong(TranscriptLine::id).max().orElse(0);
    }

    private void composer(long id, Model model, Agent agent) {
        Optional<Draft> draft = drafts.find(id, agent.id());
        model.addAttribute("key", draft.map(Draft::key).orElseGet(TicketPageModel::newKey));
        model.addAttribute("text", draft.map(Draft::text).orElse(""));
        model.addAttribute("noting", draft.filter(one -> one.kind().equals("note")).isPresent());
        model.addAttribute("replying", false);
        model.addAttribute("problem", null);
    }

    /** What its agent can do about a message. */
    private Can can(TranscriptLine line, Ticket ticket, Agent agent, List<WaitingReply> waiting, Set<Long> wrong) {
        boolean mine = new Actor.Agent(agent.id()).equals(line.saidBy()) && !line.isTakenBack();
        return new Can(waiting.stream().anyMatch(one -> one.messageId() == line.id()),
                mine && sent.canChange(ticket.channel()), isFromFaq(line), wrong.contains(line.id()));
    }

    private static boolean isFromFaq(TranscriptLine line) {
        return line.author().equals("bot") && "faq".equals(line.source());
    }

    /** Shows a field in which an agent changes what they said. */
    void change(long id, long message, Model model, Agent agent) {
        sent.words(id, message, of(agent)).ifPresent(words -> {
            model.addAttribute("changing", message);
            model.addAttribute("changed", words);
        });
    }

    /** The reason of a refusal in words. */
    String why(Ticket ticket, Agent agent, Locale browser) {
        return ticket.isWithAnother(of(agent))
                ? desk.words(browser).withOther(ticket, "notices")
                : desk.texts(browser).text("notices", "stale");
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }

    private static AgentAct of(Agent agent) {
        return AgentAct.of(agent.helper());
    }
}
