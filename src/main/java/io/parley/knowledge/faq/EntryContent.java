package io.parley.knowledge.faq;

import io.parley.knowledge.faq.FaqEntry.State;
import java.util.List;
import org.springframework.modulith.NamedInterface;

/**
 * An entry with all that people write of it.
 *
 * @param alternatives other ways to ask it
 * @param negatives questions that look like it and are others
 */
@NamedInterface
public record EntryContent(FaqEntry entry, List<String> alternatives, List<String> negatives) {

    public EntryContent {
        alternatives = List.copyOf(alternatives);
        negatives = List.copyOf(negatives);
    }

    /** The same in another state. */
    public EntryContent withState(State state) {
        return new EntryContent(entry.withState(state), alternatives, negatives);
    }

    /** The same as a change of the entry's given revision. */
    public EntryContent withRevision(int revision) {
        return new EntryContent(entry.withRevision(revision), alternatives, negatives);
    }
}
