package io.parley.answering;

/**
 * A message that the bot sends of its own, without an answer in it.
 *
 * @param kind what it is about
 * @param text what is said
 */
public record Notice(Kind kind, String text) implements Answer {

    /** The subject of a notice. */
    public enum Kind {
        /** Hello. */
        GREETING,
        /** The abilities of the bot. */
        HELP,
        /** You are welcome. */
        THANKS,
        /** Goodbye. */
        FAREWELL,
        /** A person will come. */
        WAITING,
        /** There was no text. */
        NOTHING_TO_READ,
        /** It makes nothing of what was said; a person is offered. */
        NOT_UNDERSTOOD,
        /** Somebody was asked for too often: nobody is called this time. */
        LIMITED,
        /** Ask again in other words: none of the choices was right. */
        ASK_AGAIN
    }
}
