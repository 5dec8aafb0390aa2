package io.parley.answering;

import io.parley.answering.model.ModelOutcome;
import java.util.Locale;

/** Why a person takes over. */
public enum HandoverReason {
    /** The customer wants a person. */
    ASKED_FOR_PERSON,
    /** The FAQ does not answer it. */
    MISSING_KNOWLEDGE,
    /** It asks for something that the bot cannot do, such as reading an attachment. */
    UNSUPPORTED_REQUEST,
    /** The bot must not say what it would have said. */
    POLICY,
    /** Something did not work. */
    FAILURE,
    /** None of the choices was the right one, or what was answered did not help, twice. */
    UNRESOLVED_CHOICE,
    /** A limit on tickets or on model calls is reached. */
    USAGE_LIMIT;

    static HandoverReason of(ModelOutcome.Why declined) {
        return switch (declined) {
            case UNKNOWN -> MISSING_KNOWLEDGE;
            case UNSUPPORTED -> UNSUPPORTED_REQUEST;
            case PERSON -> ASKED_FOR_PERSON;
            case REFUSED -> POLICY;
        };
    }

    /** The word that is stored and shown: {@code asked_for_person}, … */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
