package io.parley.desk;

import io.parley.conversation.TranscriptLine;
import io.parley.desk.ReplyDrafts.Draft;
import io.parley.desk.TicketPages.NoTicketException;
import io.parley.desk.TicketWords.Said;
import io.parley.handover.AgentAct;
import io.parley.handover.Ticket;
import io.parley.handover.TicketConversation;
import io.parley.handover.TicketLists;
import io.parley.handover.TicketNotes;
import io.parley.handover.TicketSnoozes;
import io.parley.handover.TicketTimeline;
import io.parley.handover.Tickets;
import io.parley.handover.reply.SentReplies;
import io.parley.handover.reply.WaitingReply;
import io.parley.handover.survey.Surveys;
import io.parley.security.Agent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Fills the page of a ticket. */
@Component
class TicketPageModel {
    private static final Set<String> DONE = Set.of("sent", "noted", "taken", "handed-back", "resolved",
            "snoozed", "woken", "going", "undone", "changed", "taken-back");
    private static final Set<String> NOT_DONE = Set.of("gone", "others", "fixed", "empty", "long");

    private final Desk desk;
    private final Tickets tickets;
    private final TicketNotes notes;
    private final TicketTimeline timeline;
    private final ReplyDrafts drafts;
    private final TicketPresence presence;
    private final TicketTags tags;
    private final TicketSnoozes snoozes;
    private final HeldBanner held;
    private final SentReplies sent;
    private final Surveys surveys;
    private final TicketLists lists;

    TicketPageModel(Desk desk, Tickets tickets, TicketNotes notes, TicketTimeline timeline, ReplyDrafts drafts,
            TicketPresence presence, TicketTags tags, TicketSnoozes snoozes, HeldBanner held,
            SentReplies sent, Surveys surveys, TicketLists lists) {
        this.lists = lists;
        this.surveys = surveys;
        this.held = held;
        this.sent = sent;
        this.tags = tags;
        this.snoozes = snoozes;
        this.drafts = drafts;
        this.presence = presence;
        this.desk = desk;
        this.tickets = tickets;
        this.notes = notes;
        this.timeline = timeline;
    }

    /**
     * Fills the page; gives its name.
     *
     * @param done what the agent did just now; null for nothing
     */
    String show(long id, Model model, Locale browser, Agent agent, @Nullable String done) {
        TicketConversation found = tickets.find(id).orElseThrow(NoTicketException::new);
        Ticket ticket = found.ticket();
        TicketWords words = desk.words(browser);
        boolean others = ticket.isWithAnother(of(agent));
        List<WaitingReply> waiting = held.of(agent);
        model.addAttribute("ticket", words.head(ticket));
        model.addAttribute("lines", words.lines(found.messages(),
                line -> said(line, ticket, agent, waiting)));
        model.addAttribute("held", held.inOthers(waiting, id, browser));
        model.addAttribute("fixed", !sent.canChange(ticket.channel()));
        model.addAttribute("notes", words.notes(notes.of(id)));
        model.addAttribute("events", words.events(timeline.of(id)));
        model.addAttribute("score", surveys.of(id).orElse(null));
        model.addAttribute("over", ticket.isResolved());
        model.addAttribute("mine", ticket.isWith(of(agent)));
        model.addAttribute("others", others);
        model.addAttribute("whose", others ? words.withOther(ticket, "ticket") : null);
        model.addAttribute("person", lists.participant(id).orElse(null));
        model.addAttribute("tags", tags.of(id));
        model.addAttribute("knownTags", tags.known());
        Instant until = snoozes.until(List.of(id)).get(id);
        model.addAttribute("snoozed", until == null ? null : words.snoozed(until));
        model.addAttribute("present", presence.others(List.of(id), agent.id()).getOrDefault(id, List.of()).stream()
                .map(words::present).toList());
        Optional<Draft> draft = drafts.find(id, agent.id());
        model.addAttribute("key", draft.map(Draft::key).orElseGet(this::newKey));
        model.addAttribute("text", draft.map(Draft::text).orElse(""));
        model.addAttribute("noting", draft.filter(one -> one.kind().equals("note")).isPresent());
        model.addAttribute("done",
                done != null && DONE.contains(done) ? desk.texts(browser).text("notices", done) : null);
        if (done != null && NOT_DONE.contains(done)) {
            model.addAttribute("problem", desk.texts(browser).text("notices", done));
        }
        return "ticket";
    }

    /** Whether a reply of an agent has not gone yet. */
    boolean isHeld(long id, Agent agent) {
        return held.of(agent).stream().anyMatch(one -> one.ticket() == id);
    }

    /** What its agent can do about a message. */
    private Said said(TranscriptLine line, Ticket ticket, Agent agent, List<WaitingReply> waiting) {
        boolean mine = line.author().equals("person") && agent.name().equals(line.name());
        return new Said(line.id(), waiting.stream().anyMatch(one -> one.messageId() == line.id()),
                mine && sent.canChange(ticket.channel()));
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

    String newKey() {
        return UUID.randomUUID().toString();
    }

    private static AgentAct of(Agent agent) {
        return new AgentAct(agent.name(), false, null, agent.id());
    }
}
