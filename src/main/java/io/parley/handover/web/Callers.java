package io.parley.handover.web;

import io.parley.actor.Helper;
import io.parley.handover.AgentAct;
import io.parley.security.Agent;
import io.parley.security.Agents;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** Lets those who call do things about tickets: as themselves or, where they may, in the name of an agent. */
@Component
class Callers {
    private final Agents agents;

    Callers(Agents agents) {
        this.agents = agents;
    }

    /**
     * The act of a caller, in their own name or an agent's.
     *
     * @param agent the login of the agent in whose name it is done; null for the caller's own
     * @throws ErrorResponseException with 403 when the caller may act for nobody else, with 400 when nobody is called so
     */
    AgentAct act(@Nullable String agent, Principal account) {
        Helper caller = agents.caller(account).orElseThrow(() -> problem(HttpStatus.FORBIDDEN,
                "This account is locked."));
        Helper by = agent == null || agent.isBlank() ? caller : named(agent.strip(), caller, account);
        return new AgentAct(by, caller, false, null, null);
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
