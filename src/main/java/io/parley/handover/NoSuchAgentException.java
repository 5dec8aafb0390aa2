package io.parley.handover;

/** There is no agent with a login; nothing was done. */
public class NoSuchAgentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoSuchAgentException(String login) {
        super("There is no agent \"" + login + "\"");
    }
}
