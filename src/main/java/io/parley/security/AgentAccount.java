package io.parley.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The account of a person who works at the desk, as administrators see it.
 *
 * @param email in lower case; null if none is known
 * @param capacity how many tickets they look after at once
 * @param signsIn how they prove who they are
 * @param lockedAt since when they may not sign in; null when they may
 * @param signedInAt when they last signed in; null if they never did
 */
public record AgentAccount(Agent agent, @Nullable String email, int capacity, SignsIn signsIn,
        @Nullable Instant lockedAt, @Nullable Instant signedInAt) {

    /** How a person proves who they are. */
    public enum SignsIn {
        /** By a password of their own. */
        PASSWORD,
        /** By the password that is the application's setting. */
        SETTING,
        /** At the OpenID provider only. */
        ELSEWHERE
    }

    /** Whether they may not sign in. */
    public boolean isLocked() {
        return lockedAt != null;
    }
}
