package io.parley.knowledge.faq;

import java.time.Instant;
import org.springframework.modulith.NamedInterface;

/**
 * An entry as it was after one of its changes.
 *
 * @param content with that revision
 * @param change by whom and why it was changed
 * @param at when
 */
@NamedInterface
public record EntryVersion(EntryContent content, EntryChange change, Instant at) {

    /** Counts the entry's changes, from 1. */
    public int revision() {
        return content.entry().revision();
    }
}
