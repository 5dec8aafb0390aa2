package io.parley.actor;

import org.jspecify.annotations.Nullable;

/**
 * An agent or a program, as it helps customers.
 *
 * @param account the login of an agent, or {@code key:} with the name of a program's key; what the audit says
 * @param name as customers see it
 */
public record Helper(Actor actor, String account, String name) {
    /** The id of an agent's account; null for a program. */
    public @Nullable Long agent() {
        return actor instanceof Actor.Agent agent ? agent.id() : null;
    }

    /** The id of a program's API key; null for an agent. */
    public @Nullable Long program() {
        return actor instanceof Actor.Program program ? program.id() : null;
    }
}
