package io.parley.desk.faq;

import io.parley.knowledge.faq.EntryChange.Reason;
import io.parley.knowledge.faq.EntryContent;
import io.parley.knowledge.faq.EntryFields;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqEntry.State;
import java.util.Map;
import java.util.Optional;

/**
 * An entry of the FAQ as its form was sent.
 *
 * @param revision the entry's revision that the agent saw; 0 where they saw none
 * @param publishes whether the bot shall answer with it
 * @param corrects whether what it said before was not true
 */
record FaqForm(EntryFields fields, int revision, boolean publishes, boolean corrects) {

    static FaqForm of(EntryContent content) {
        return new FaqForm(EntryFields.of(content), content.entry().revision(), false, false);
    }

    static FaqForm of(Map<String, String> sent) {
        String revision = sent.getOrDefault("revision", "");
        return new FaqForm(new EntryFields(sent), revision.matches("\\d{1,9}") ? Integer.parseInt(revision) : 0,
                sent.containsKey("publish"), sent.containsKey("wrong"));
    }

    /** The same as the form of another revision. */
    FaqForm seen(int other) {
        return new FaqForm(fields, other, publishes, corrects);
    }

    /** The state that an entry gets by it. */
    State after(State before) {
        return publishes || before == State.PUBLISHED ? State.PUBLISHED : State.DRAFT;
    }

    /** The field that cannot stay as it is; empty when all can. */
    Optional<String> wrong(State before) {
        return fields.wrong(after(before));
    }

    /** The entry of which nothing is {@link #wrong}. */
    EntryContent onto(FaqEntry before) {
        return fields.onto(before, after(before.state())).withRevision(revision);
    }

    /** Why the entry is changed. */
    Reason reason(State before) {
        if (before != State.PUBLISHED && publishes) {
            return Reason.PUBLISHED;
        }
        return corrects ? Reason.WRONG : Reason.CHANGED;
    }
}
