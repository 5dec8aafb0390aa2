package io.parley.channel;

import java.util.Locale;

/** Where an answer comes from. */
public enum AnswerSource {
    FAQ, CHOICES, MODEL, HANDOFF, NOTICE, PERSON;

    /** The word that the interfaces use: {@code faq}, {@code choices}, … */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
