package io.parley.audit;

import java.util.Locale;

/** A kind of act that is remembered. */
public enum Deed {
    /** An agent signed in. */
    SIGNED_IN,
    /** Somebody tried to sign in as an agent, and failed. */
    SIGN_IN_FAILED,
    /** An account was made. */
    AGENT_ADDED,
    /** What an account says was changed. */
    AGENT_CHANGED,
    /** Somebody acted on a ticket in the name of an agent. */
    ACTED_FOR,
    /** An agent is called otherwise. */
    AGENT_RENAMED,
    /** An account got another password. */
    PASSWORD_SET,
    /** An account was locked out. */
    AGENT_LOCKED,
    /** An account was let in again. */
    AGENT_UNLOCKED,
    /** An account was removed. */
    AGENT_REMOVED,
    /** A key for programs was made. */
    KEY_MADE,
    /** A key for programs was revoked. */
    KEY_REVOKED,
    /** An agent took over another agent's ticket. */
    TICKET_TAKEN_OVER,
    /** An agent changed what the customer had been told. */
    REPLY_CHANGED,
    /** An agent changed what agents read about a ticket. */
    NOTE_CHANGED,
    /** An agent took away what agents read about a ticket. */
    NOTE_REMOVED,
    /** An agent took back what the customer had been told. */
    REPLY_TAKEN_BACK,
    /** A dead letter was put back into its queue. */
    DEAD_LETTER_REPLAYED,
    /** Dead letters that failed for one reason were put back into their queue. */
    DEAD_LETTERS_REPLAYED,
    /** A dead letter was given up for ever. */
    DEAD_LETTER_DROPPED,
    /** A setting was changed, or put back to its default. */
    SETTING_CHANGED,
    /** Entries of the FAQ were imported. */
    FAQ_IMPORTED,
    /** An entry of the FAQ was changed. */
    FAQ_CHANGED,
    /** Suggestions for the FAQ were published or dismissed. */
    FAQ_REVIEWED,
    /** The bot took an entry back that it was taught, since it did not help. */
    FAQ_TAKEN_BACK,
    /** Customers were told that an answer of the FAQ was wrong, and what is right. */
    ANSWER_CORRECTED,
    /** It was asked that a person be erased. */
    PERSON_ERASED,
    /** A person's data was exported. */
    PERSON_EXPORTED;

    /** The word by which it is stored, and named in texts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Deed of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
