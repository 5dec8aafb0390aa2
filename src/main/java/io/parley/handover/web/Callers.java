package io.parley.handover.web;

import io.parley.actor.Helper;
import io.parley.audit.Audit;
import io.parley.audit.Deed;
import io.parley.security.Agent;
import io.parley.security.Agents;
import java.security.Principal;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.ErrorResponseException;

/** Lets those who call do things about tickets: as themselves or, where they may, in the name of an agent. */
@Component
class Callers {
    private final Agents agents;
    private final Audit audit;

    Callers(Agents agents, Audit audit) {
        this.agents = agents;
        this.audit = audit;
    }

    /**
     * Does something about a ticket. The audit says in whose name, where it is not the caller's own.
     *
     * @param agent the login of the agent in whose name it is done; null for the caller's own
     * @param does gives nothing when there is no such ticket; throws when nothing was done
     * @throws ErrorResponseException with 403 when the caller may act for nobody else, with 400 when nobody is called so
     */
    @Transactional
    public <T> Optional<T> act(long ticket, @Nullable String agent, Principal account,
            Function<Helper, Optional<T>> does) {
        Helper caller = agents.caller(account).orElseThrow(() -> problem(HttpStatus.FORBIDDEN,
                "This account is locked."));
        Helper by = agent == null || agent.isBlank() ? caller : named(agent.strip(), caller, account);
        Optional<T> done = does.apply(by);
        if (done.isPresent() && !by.actor().equals(caller.actor())) {
            audit.add(caller.account(), Deed.ACTED_FOR, by.account(), Long.toString(ticket));
        }
        return done;
    }

    /** Without the right to act for others, one's own name changes nothing. */
    private Helper named(String name, Helper caller, Principal account) {
        Optional<Helper> found = name.indexOf('\0') < 0 ? agents.find(name).map(Agent::helper) : Optional.empty();
        if (!agents.mayActForOthers(account)) {
            if (found.filter(caller::equals).isPresent() || name.equals(caller.name())) {
                return caller;
            }
            throw problem(HttpStatus.FORBIDDEN,
                    "You may act in your own name only. An API key acts in the names of agents"
                            + " with the scope tickets:for-others.");
        }
        return found.orElseThrow(() -> {
            ErrorResponseException unknown = problem(HttpStatus.BAD_REQUEST,
                    "agent is the login of nobody who works here.");
            unknown.getBody().setProperty("field", "agent");
            return unknown;
        });
    }

    private static ErrorResponseException problem(HttpStatus status, String why) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, why), null);
    }
}
