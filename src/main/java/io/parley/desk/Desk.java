package io.parley.desk;

import io.parley.channel.Language;
import io.parley.handover.TicketLists;
import io.parley.security.Agent;
import io.parley.security.Agents;
import io.parley.waiting.Attendance;
import java.security.Principal;
import java.time.InstantSource;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The parts that every page of the desk has: its texts in the agent's language, and who is signed in. */
@Component
public class Desk {
    private final DeskTexts texts;
    private final Agents agents;
    private final Attendance attendance;
    private final DeskFiles files;
    private final TicketLists lists;
    private final InstantSource clock;

    Desk(DeskTexts texts, Agents agents, Attendance attendance, DeskFiles files, TicketLists lists,
            InstantSource clock) {
        this.texts = texts;
        this.agents = agents;
        this.attendance = attendance;
        this.files = files;
        this.lists = lists;
        this.clock = clock;
    }

    /** The texts in a browser's language. */
    public DeskTexts texts(Locale browser) {
        return texts.in(Language.of(browser.getLanguage()).orElse(Language.EN));
    }

    /** Tickets in the words of a browser's language. */
    public TicketWords words(Locale browser) {
        return new TicketWords(texts(browser), moments(browser));
    }

    /** Times in the words of a browser's language. */
    public Moments moments(Locale browser) {
        return new Moments(texts(browser), clock);
    }

    /**
     * The agent who is signed in.
     *
     * @throws NobodyException when their account is gone
     */
    public Agent agent(Principal account) {
        return agents.find(account.getName()).orElseThrow(NobodyException::new);
    }

    /** Puts into a page what every page has. */
    public void fill(Model model, Locale browser) {
        model.addAttribute("t", texts(browser));
        model.addAttribute("version", files.version());
    }

    /** Puts into a page what every page has, with the agent who is signed in. */
    public Agent fill(Model model, Locale browser, Principal account) {
        Agent agent = agent(account);
        fill(model, browser, agent);
        return agent;
    }

    /** Puts into a page what every page has, with an agent who is signed in. */
    public void fill(Model model, Locale browser, Agent agent) {
        fill(model, browser);
        model.addAttribute("agent", agent);
        model.addAttribute("here", attendance.isHere(agent.id()));
        model.addAttribute("news", lists.news(agent.id()));
        model.addAttribute("shortcuts", KeySheet.in(texts(browser)));
    }

    /** There is no ticket of that id. */
    public static final class NoTicketException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The account that is signed in does not exist any more. */
    static final class NobodyException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
