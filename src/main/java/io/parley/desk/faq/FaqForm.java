package io.parley.desk.faq;

import io.parley.knowledge.faq.EntryChange.Reason;
import io.parley.knowledge.faq.EntryContent;
import io.parley.knowledge.faq.EntryFields;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqEntry.State;
import java.util.HashMap;
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
    private static final String CORRECTS = "wrong";

    static FaqForm of(EntryContent content) {
        return new FaqForm(EntryFields.of(content), content.entry().revision(), false, false);
    }

    static FaqForm of(Map<String, String> sent) {
        String revision = sent.getOrDefault("revision", "");
        return new FaqForm(new EntryFields(sent), revision.matches("\\d{1,9}") ? Integer.parseInt(revision) : 0,
                sent.containsKey("publish"), sent.containsKey(CORRECTS));
    }

    /** A form that was kept as its {@link #texts}. */
    static FaqForm kept(Map<String, String> texts, int revision) {
        return new FaqForm(new EntryFields(texts), revision, false, texts.containsKey(CORRECTS));
    }

    /** The fields, and whether it corrects, by the names that they have in a page. */
    Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>(fields.texts());
        if (corrects) {
            texts.put(CORRECTS, "true");
        }
        return texts;
    }

    /** How many characters its fields have together. */
    int length() {
        return fields.texts().values().stream().mapToInt(String::length).sum();
    }

    /** Whether an entry has all that the form says. */
    boolean isIn(EntryContent content) {
        State state = content.entry().state();
        return fields.wrong(state).isEmpty()
                && EntryFields.of(fields.onto(content.entry(), state)).equals(EntryFields.of(content));
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
