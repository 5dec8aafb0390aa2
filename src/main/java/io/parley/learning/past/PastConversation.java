package io.parley.learning.past;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a customer and agents said in another system, without what agents said among themselves.
 *
 * @param key tells it from all others
 * @param said in its order
 * @param known names and mail addresses of those who took part
 */
record PastConversation(String key, @Nullable String subject, List<Said> said, List<String> known) {
    PastConversation {
        said = List.copyOf(said);
        known = List.copyOf(known);
    }

    /** A message. */
    record Said(boolean isCustomers, String text) {}
}
