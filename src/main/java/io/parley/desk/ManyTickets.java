package io.parley.desk;

import io.parley.handover.ActRefusedException;
import io.parley.handover.AgentAct;
import io.parley.handover.Ending;
import io.parley.handover.TicketSnoozes;
import io.parley.handover.Tickets;
import io.parley.security.Agent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Does one thing about several tickets of a list, each in a transaction of its own. */
@Component
class ManyTickets {
    private static final Logger log = LoggerFactory.getLogger(ManyTickets.class);
    private static final Pattern CHOSEN = Pattern.compile("(\\d{1,18}):(\\d{1,9})");

    private final Tickets tickets;
    private final TicketSnoozes snoozes;
    private final TicketTags tags;
    private final Moments.Later later;

    ManyTickets(Tickets tickets, TicketSnoozes snoozes, TicketTags tags, InstantSource clock) {
        this.tickets = tickets;
        this.snoozes = snoozes;
        this.tags = tags;
        this.later = new Moments.Later(clock);
    }

    /**
     * What is to be done.
     *
     * @param word take, resolve, snooze or tag
     * @param with the tag, or the word for until when
     */
    record Deed(String word, String with) {}

    /**
     * A ticket about which nothing was done.
     *
     * @param why the sentence that says so
     */
    record Failed(long ticket, String why) {}

    /**
     * Does it, and gives the tickets for which that was refused.
     *
     * @param chosen each the id of a ticket and the revision that the agent saw, such as {@code 12:3}
     */
    List<Failed> act(List<String> chosen, Deed deed, Agent agent, TicketWords words) {
        List<Failed> failed = new ArrayList<>();
        for (String one : chosen) {
            Matcher ticket = CHOSEN.matcher(one);
            if (ticket.matches()) {
                long id = Long.parseLong(ticket.group(1));
                AgentAct act = new AgentAct(agent.helper(), false, Integer.valueOf(ticket.group(2)));
                act(id, act, deed, words).ifPresent(why -> failed.add(new Failed(id, why)));
            }
        }
        return failed;
    }

    private Optional<String> act(long id, AgentAct act, Deed deed, TicketWords words) {
        try {
            return done(id, act, deed) ? Optional.empty() : Optional.of(words.failed("missing"));
        } catch (ActRefusedException no) {
            return Optional.of(switch (no.why()) {
                case WITH_ANOTHER -> words.withOther(no.ticket(), "ticket");
                case RESOLVED -> words.failed("over");
                case STALE, UNSEEN, KEY_REUSED, NO_SUCH_AGENT -> no.ticket().isWithAnother(act)
                        ? words.withOther(no.ticket(), "ticket")
                        : words.failed("stale");
                case WORKS_NO_MORE -> throw no;
            });
        } catch (DataAccessException | TransactionException fault) {
            log.warn("Nothing was done about ticket {} of several: {}", id, fault.getClass().getSimpleName());
            return Optional.of(words.failed("fault"));
        }
    }

    private boolean done(long id, AgentAct act, Deed deed) {
        return switch (deed.word()) {
            case "take" -> tickets.take(id, act).isPresent();
            case "resolve" -> tickets.resolve(id, act, Ending.PLAIN).isPresent();
            case "snooze" -> snoozes.snooze(id, act, later.time(deed.with())).isPresent();
            default -> tags.add(id, deed.with(), act.name());
        };
    }

    /** What cannot be done at all, as a text's key; empty when it can. */
    static Optional<String> wrong(List<String> chosen, Deed deed, int most) {
        boolean known = Map.of("take", true, "resolve", true, "snooze", true, "tag", !deed.with().isBlank())
                .getOrDefault(deed.word(), false);
        boolean readable = chosen.stream().allMatch(one -> CHOSEN.matcher(one).matches());
        return chosen.isEmpty() || !readable
                ? Optional.of("none")
                : chosen.size() > most ? Optional.of("many") : known ? Optional.empty() : Optional.of("no-tag");
    }
}
