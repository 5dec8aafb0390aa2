package io.parley.judge;

import java.util.Locale;

/** Who judges answers that were sampled. */
enum Judge {
    /** A language model. */
    MODEL,
    /** People at the desk. */
    PEOPLE;

    /** The word by which it is stored. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
