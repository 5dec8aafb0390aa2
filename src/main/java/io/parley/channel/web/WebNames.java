package io.parley.channel.web;

import io.parley.channel.Address;
import io.parley.channel.ChannelName;
import io.parley.channel.Person;
import io.parley.channel.ThreadKey;

/** How the web chat names its threads, people and messages. */
final class WebNames {
    static final ChannelName WEB = new ChannelName("web");
    /** Stands before the session ids that callers make up; no issued id holds a colon. */
    private static final String MADE_UP = "made:";

    private WebNames() {}

    static ThreadKey issued(String sessionId) {
        return new ThreadKey(WEB, sessionId);
    }

    static ThreadKey madeUp(String sessionId) {
        return new ThreadKey(WEB, MADE_UP + sessionId);
    }

    /** Whether the session of a thread was issued, so that nobody guesses it. */
    static boolean isIssued(String thread) {
        return !thread.startsWith(MADE_UP);
    }

    static Address address(String thread) {
        return new Address(WEB, thread);
    }

    /**
     * A visitor.
     *
     * @param origin from where they come, as {@link Origins} says; empty when that is not known
     */
    static Person visitor(String thread, String origin) {
        return new Person(WEB, thread, null, null, origin.isEmpty() ? null : origin);
    }

    /** The channel's id of what a visitor sent; also the key under which it is stored once. */
    static String message(String thread, String clientMessageId) {
        return of(thread) + clientMessageId;
    }

    /** The caller's own id in what {@link #message} made. */
    static String clientMessageId(String thread, String message) {
        String before = of(thread);
        return message.startsWith(before) ? message.substring(before.length()) : message;
    }

    /** The prefix of all message ids of a thread; it ends at the first slash, so no other thread shares it. */
    private static String of(String thread) {
        return thread.replace("%", "%25").replace("/", "%2F") + '/';
    }

    /** The channel's id of what was delivered. */
    static String answer(long delivery) {
        return "answer-" + delivery;
    }

    /** The delivery in what {@link #answer} made. */
    static long delivery(String answer) {
        return Long.parseLong(answer.substring("answer-".length()));
    }
}
