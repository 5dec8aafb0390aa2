package io.parley.security;

import io.parley.actor.Actor;
import io.parley.actor.Helper;

/**
 * A person who works at the desk.
 *
 * @param login the name that they sign in with, in lower case
 * @param name as customers see it
 */
public record Agent(long id, String login, String name, Role role) {
    /** The same, as it helps customers. */
    public Helper helper() {
        return new Helper(new Actor.Agent(id), login, name);
    }
}
