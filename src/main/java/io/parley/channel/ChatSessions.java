package io.parley.channel;

/** The web chat's sessions, for the rooms that answer requests about them. */
public interface ChatSessions {
    /** The request header that names a session; an address with a session's id in it would end up in access logs. */
    String HEADER = "Parley-Session";

    /**
     * The thread in which a session's conversation lives. A session id that a caller made up never leads to the thread of
     * one that the server issued.
     *
     * @param sessionId as the request gave it
     */
    ThreadKey thread(String sessionId);

    /**
     * Takes leave for a request about a session that is no message, such as a vote. When too many came, it throws, and the
     * web chat answers the request.
     */
    void admit(String sessionId);

    /** Whether the server issued the session; only then its history may be shown. */
    boolean isIssued(String sessionId);
}
