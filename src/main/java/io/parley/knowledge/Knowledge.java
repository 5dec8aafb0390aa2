package io.parley.knowledge;

import io.parley.knowledge.embedding.BuiltInModel;
import io.parley.knowledge.embedding.EmbeddingHealth;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.IndexedEntry;
import io.parley.knowledge.faq.Manners;
import io.parley.knowledge.faq.Meanings;
import io.parley.knowledge.faq.NamedThing;
import io.parley.knowledge.search.ChosenIndex;
import io.parley.knowledge.search.FaqIndexes;
import io.parley.knowledge.search.Freshness;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What other rooms may know of the FAQ besides searching it. */
public final class Knowledge {

    /** Of two ways to ask with such a cosine, a person's next one is as near to either. */
    static final double ALIKE = 0.9;

    private final FaqIndexes indexes;
    private final Freshness freshness;
    private final @Nullable ChosenIndex chosen;

    /** @param chosen the FAQ by the chosen model's vectors; null when the built-in model is the only one */
    Knowledge(FaqIndexes indexes, Freshness freshness, @Nullable ChosenIndex chosen) {
        this.indexes = indexes;
        this.freshness = freshness;
        this.chosen = chosen;
    }

    /** Whether searches are answered from the whole FAQ; false only until the index was built the first time. */
    public boolean isReady() {
        return freshness.isReady();
    }

    /** How many published entries there are in this instance's index. */
    public int published() {
        return indexes.answers().entries().size();
    }

    /** How many questions without an answer there are in this instance's index. */
    public int drafts() {
        return indexes.unanswered().entries().size();
    }

    /** The published entries, as this instance knows them. */
    public Stream<FaqId> ids() {
        return indexes.answers().entries().keySet().stream().sorted(Comparator.comparing(FaqId::value));
    }

    /** How many different things the published entries mean: those of one intent, or with one answer, mean the same. */
    public int meanings() {
        Collection<IndexedEntry> entries = indexes.answers().entries().values();
        Meanings meanings = Meanings.of(entries);
        return (int) entries.stream().map(entry -> meanings.of(entry.entry().id())).distinct().count();
    }

    /**
     * Pairs of published entries that mean different things and are asked for in nearly the same words, the most alike first;
     * takes up to some seconds.
     */
    public List<List<FaqId>> nearDuplicates() {
        return nearDuplicates(ALIKE);
    }

    /**
     * The same from another cosine on.
     *
     * @param alike that of two ways to ask from which on they are nearly the same
     */
    public List<List<FaqId>> nearDuplicates(double alike) {
        return NearDuplicates.of(indexes.answers().entries().values(), alike);
    }

    /** What the FAQ says besides its answers, as this instance knows it. */
    public Manners manners() {
        return freshness.manners();
    }

    /** The embedding model that questions are compared by now, such as {@code minilm-q}. */
    public String modelId() {
        return chosenModel().filter(EmbeddingHealth::isServing).map(EmbeddingHealth::model)
                .orElse(BuiltInModel.MINILM_Q.version().model());
    }

    /** How the embedding model does that the settings choose; empty when the built-in one is the only one. */
    public Optional<EmbeddingHealth> chosenModel() {
        return Optional.ofNullable(chosen).map(ChosenIndex::health);
    }

    /** The same after a call to the model, which takes as long as it takes. */
    public Optional<EmbeddingHealth> examineChosenModel() {
        return Optional.ofNullable(chosen).map(ChosenIndex::examine);
    }

    /** The entry as this instance's index knows it, answered or not; suggestions are unknown to it. */
    public Optional<FaqEntry> entry(FaqId id) {
        return Stream.of(indexes.answers(), indexes.unanswered())
                .flatMap(index -> Stream.ofNullable(index.entries().get(id))).findFirst().map(IndexedEntry::entry)
                .map(entry -> NamedThing.answering(entry, ""));
    }

    /** Brings this instance's index up to what is committed now, at once rather than within a second. */
    public void refresh() {
        freshness.catchUp();
    }
}
