package io.parley.answering;

import io.parley.answering.model.Transcript;
import io.parley.knowledge.faq.FaqId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One earlier message of the conversation.
 *
 * @param who     who wrote it
 * @param text    what was written, as it was sent
 * @param entry   the FAQ entry that the bot answered from, if it did
 * @param offered the FAQ entries that the bot gave to choose from, in the order shown; empty mostly
 * @param missed  whether the bot said that it does not understand
 */
public record Exchange(Who who, String text, @Nullable FaqId entry, List<FaqId> offered, boolean missed) {

    /** The author of a message in a conversation. */
    public enum Who {
        /** The customer. */
        PERSON,
        /** The bot. */
        BOT,
        /** A person who helps customers. */
        AGENT
    }

    public Exchange {
        offered = List.copyOf(offered);
    }

    /** The same with the ends only of a long text. */
    Exchange brief() {
        return new Exchange(who, Ends.of(text), entry, offered, missed);
    }

    /** The message as the model is given it. */
    Transcript.Line line() {
        return new Transcript.Line(switch (who) {
            case PERSON -> Transcript.Speaker.CUSTOMER;
            case BOT -> Transcript.Speaker.BOT;
            case AGENT -> Transcript.Speaker.AGENT;
        }, text);
    }

    /** A message of the customer. */
    public static Exchange person(String text) {
        return new Exchange(Who.PERSON, text, null, List.of(), false);
    }

    /** A message of an agent. */
    public static Exchange agent(String text) {
        return new Exchange(Who.AGENT, text, null, List.of(), false);
    }

    /** A message of the bot with neither an entry nor choices in it. */
    public static Exchange bot(String text) {
        return new Exchange(Who.BOT, text, null, List.of(), false);
    }

    /** The bot's answer from one entry. */
    public static Exchange answered(String text, FaqId entry) {
        return new Exchange(Who.BOT, text, entry, List.of(), false);
    }

    /** The bot's question which of these entries is meant. */
    public static Exchange offering(String text, List<FaqId> offered) {
        return new Exchange(Who.BOT, text, null, offered, false);
    }

    /** The bot's word that it does not understand. */
    public static Exchange missed(String text) {
        return new Exchange(Who.BOT, text, null, List.of(), true);
    }
}
