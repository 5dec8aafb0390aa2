package io.parley.answering;

import io.parley.knowledge.search.Search;
import io.parley.secrets.PersonalData;

/** The two ends of a long text: people say first or last what they want. */
final class Ends {
    private Ends() {}

    /** All of a text, or its ends, neither of which begins or ends within a word, a number, an address or the like. */
    static String of(String text) {
        if (text.length() <= 2 * Search.END) {
            return text;
        }
        return text.substring(0, PersonalData.cutBefore(text, Search.END)) + "\n"
                + text.substring(PersonalData.cutAfter(text, text.length() - Search.END));
    }
}
