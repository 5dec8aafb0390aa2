package io.parley.channel;

/** The web chat's sessions, for the packages that answer requests about them. */
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
     * Counts a request about a session that is no message, such as a vote, against the session's rate limit. Throws
     * when the limit is reached; the web chat turns that into the response.
     */
    void admit(String sessionId);

    /** Whether the server issued the session; only then its history may be shown. */
    boolean isIssued(String sessionId);
}
