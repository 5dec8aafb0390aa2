package io.parley.desk;

import io.parley.actor.Helper;
import io.parley.handover.ActRefusedException;
import io.parley.handover.AgentAct;
import io.parley.security.Agent;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Does what forms of a ticket's page ask for. What is refused gives the page as it is now, with the reason and what was written. */
@Component
class TicketDeeds {
    /** The most characters of a reply or a note. */
    static final int LONGEST = 8_000;
    private static final Pattern A_KEY = Pattern.compile("[0-9a-zA-Z-]{1,100}");

    private final Desk desk;
    private final TicketPageModel pages;

    TicketDeeds(Desk desk, TicketPageModel pages) {
        this.desk = desk;
        this.pages = pages;
    }

    /**
     * A form that an agent sent from a ticket's page.
     *
     * @param revision the ticket's revision that they saw
     * @param takeOver whether they mean it though another has the ticket
     * @param text what they wrote
     * @param key tells this form from others, so that sending it again does nothing
     * @param seen the newest message of the customer that they saw; null when the form does not say
     */
    record Sent(@Nullable Integer revision, @Nullable Boolean takeOver, @Nullable String text, @Nullable String key,
            @Nullable Long seen) {
        AgentAct by(Agent agent) {
            Helper by = agent.helper();
            return new AgentAct(by, by, Boolean.TRUE.equals(takeOver), revision, seen);
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

    /** A request for a ticket's page, and who asks. */
    record Visit(long id, Model model, Locale browser, Principal account, HttpServletResponse response) {}

    /** Does something that needs no text. */
    String act(Visit visit, Sent sent, Function<AgentAct, String> deed) {
        return tried(visit, "", sent, deed);
    }

    /**
     * Does something with what the agent wrote.
     *
     * @param writing reply or note
     */
    String write(Visit visit, String writing, Sent sent, Function<AgentAct, String> deed) {
        return tried(visit, writing, sent, deed);
    }

    private String tried(Visit visit, String writing, Sent sent, Function<AgentAct, String> deed) {
        Agent agent = desk.agent(visit.account());
        Refusal refusal = new Refusal(visit, agent, writing, sent);
        Optional<String> wrong = writing.isEmpty() ? Optional.empty() : sent.wrong();
        if (wrong.isPresent()) {
            return refused(refusal, HttpStatus.UNPROCESSABLE_CONTENT, text(visit, wrong.get()), true);
        }
        try {
            return deed.apply(sent.by(agent));
        } catch (ActRefusedException no) {
            return switch (no.why()) {
                case RESOLVED -> refused(refusal, HttpStatus.CONFLICT, text(visit, "over"), true);
                case WITH_ANOTHER, STALE ->
                    refused(refusal, HttpStatus.CONFLICT, pages.why(no.ticket(), agent, visit.browser()), true);
                case UNSEEN ->
                    refused(refusal, HttpStatus.CONFLICT, desk.words(visit.browser()).wrote(no.unseen()), true);
                case NO_SUCH_AGENT ->
                    refused(refusal, HttpStatus.UNPROCESSABLE_CONTENT, text(visit, "nobody"), true);
                case KEY_REUSED -> refused(refusal, HttpStatus.UNPROCESSABLE_CONTENT, text(visit, "used"), false);
                case WORKS_NO_MORE -> throw no;
            };
        }
    }

    private record Refusal(Visit visit, Agent agent, String writing, Sent sent) {}

    private String refused(Refusal refusal, HttpStatus status, String why, boolean sameKey) {
        Visit visit = refusal.visit();
        visit.response().setStatus(status.value());
        desk.fill(visit.model(), visit.browser(), refusal.agent());
        String page = again(visit, refusal.agent(), refusal.writing(), refusal.sent());
        visit.model().addAttribute("problem", why);
        visit.model().addAttribute("focus", refusal.writing().isEmpty() ? "take" : TicketPageModel.TEXT);
        if (!sameKey) {
            visit.model().addAttribute("key", TicketPageModel.newKey());
        }
        return page;
    }

    /** The page as it is now, with what the agent wrote. */
    String again(Visit visit, Agent agent, String writing, Sent sent) {
        String page = pages.show(visit.id(), visit.model(), visit.browser(), agent, null);
        visit.model().addAttribute("text", sent.written());
        visit.model().addAttribute("noting", writing.equals("note"));
        visit.model().addAttribute("replying", writing.equals("reply"));
        sent.usableKey().ifPresent(key -> visit.model().addAttribute("key", key));
        return page;
    }

    private String text(Visit visit, String key) {
        return desk.texts(visit.browser()).text("notices", key);
    }
}
