package io.parley.knowledge;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What other rooms may know of the FAQ besides searching it. */
public final class Knowledge {

    private final FaqIndex index;
    private final Freshness freshness;
    private final EmbeddingModel model;

    Knowledge(FaqIndex index, Freshness freshness, EmbeddingModel model) {
        this.index = index;
        this.freshness = freshness;
        this.model = model;
    }

    /** Whether searches are answered from the whole FAQ; false only until the index was built the first time. */
    public boolean isReady() {
        return freshness.isReady();
    }

    /** How many published entries there are in this instance's index. */
    public int published() {
        return count(FaqEntry.State.PUBLISHED);
    }

    /** How many drafts there are in this instance's index. */
    public int drafts() {
        return count(FaqEntry.State.DRAFT);
    }

    /** Drafts that this instance knows, in the order of their ids. */
    public List<FaqEntry> waiting(int most) {
        return index.entries().values().stream().map(IndexedEntry::entry).filter(FaqEntry::isDraft)
                .sorted(Comparator.comparing(entry -> entry.id().value())).limit(most).toList();
    }

    /** The embedding model that the vectors come from, such as {@code minilm-q}. */
    public String modelId() {
        return model.id();
    }

    /** The entry as this instance's index knows it. */
    public Optional<FaqEntry> entry(FaqId id) {
        return Optional.ofNullable(index.entries().get(id)).map(IndexedEntry::entry)
                .map(entry -> NamedThing.answering(entry, ""));
    }

    /** Brings this instance's index up to what is committed now, at once rather than within a second. */
    public void refresh() {
        freshness.catchUp();
    }

    private int count(FaqEntry.State state) {
        return (int) index.entries().values().stream().filter(indexed -> indexed.entry().state() == state).count();
    }
}
