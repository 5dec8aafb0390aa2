package io.parley.desk;

import io.parley.conversation.People;
import io.parley.conversation.People.Participant;
import io.parley.conversation.People.Talk;
import io.parley.desk.Moments.Moment;
import io.parley.handover.TicketLists;
import io.parley.security.Agent;
import io.swagger.v3.oas.annotations.Hidden;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages on which agents find a person, and see their conversations and tickets. */
@Hidden
@Controller
class PeoplePages {
    private static final int MOST = 50;
    private static final int LONGEST = 300;

    private final Desk desk;
    private final People people;
    private final TicketLists tickets;
    private final TicketTable table;

    PeoplePages(Desk desk, People people, TicketLists tickets, TicketTable table) {
        this.desk = desk;
        this.people = people;
        this.tickets = tickets;
        this.table = table;
    }

    /**
     * A person in words.
     *
     * @param known the id by which the channel knows them; null in the web chat, where it says nothing to people
     */
    record Row(long id, String name, String channel, @Nullable String known, @Nullable String language, Moment seen) {
        static Row of(Participant one, DeskTexts texts, Moments moments) {
            return new Row(one.id(), Objects.requireNonNullElse(one.name(), texts.text("people", "nameless")),
                    TicketWords.channel(texts, one.channel()), one.channel().equals("web") ? null : one.externalId(),
                    one.language(), moments.since(one.seenAt()));
        }
    }

    /** A conversation in words. */
    record Conversation(String channel, String state, Moment last) {
        static Conversation of(Talk talk, DeskTexts texts, Moments moments) {
            return new Conversation(TicketWords.channel(texts, talk.channel()),
                    texts.text("conversation-states", talk.state()), moments.at(talk.lastAt()));
        }
    }

    @GetMapping("/desk/people")
    String find(@RequestParam(defaultValue = "") String q, Model model, Locale browser, Principal account) {
        desk.fill(model, browser, account);
        String text = q.substring(0, Math.min(LONGEST, q.length()));
        DeskTexts texts = desk.texts(browser);
        Moments moments = desk.moments(browser);
        model.addAttribute("q", text);
        model.addAttribute("rows",
                people.find(text, MOST).stream().map(one -> Row.of(one, texts, moments)).toList());
        return "people";
    }

    @GetMapping("/desk/people/{id}")
    String show(@PathVariable long id, Model model, Locale browser, Principal account) {
        Participant found = people.find(id).orElseThrow(NoPersonException::new);
        Agent agent = desk.fill(model, browser, account);
        DeskTexts texts = desk.texts(browser);
        Moments moments = desk.moments(browser);
        model.addAttribute("one", Row.of(found, texts, moments));
        model.addAttribute("conversations", people.conversations(id, MOST).stream()
                .map(talk -> Conversation.of(talk, texts, moments)).toList());
        model.addAttribute("tab", "resolved");
        model.addAttribute("rows", table.of(tickets.ofParticipant(id, MOST), agent, browser));
        return "person";
    }

    /** There is no person of that id. */
    static final class NoPersonException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
