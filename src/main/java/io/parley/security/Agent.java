package io.parley.security;

/**
 * A person who works at the desk.
 *
 * @param login the name that they sign in with, in lower case
 * @param name as customers see it
 */
public record Agent(long id, String login, String name, Role role) {}
