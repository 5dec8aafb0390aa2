package io.parley.knowledge.search;

import io.parley.knowledge.embedding.EmbeddingFailed;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Searches by the chosen model's vectors where they are complete and the model embeds the question, else by those of the
 * built-in model.
 */
public final class PreferredSearch implements Search {

    private final BooleanSupplier isComplete;
    private final Search chosen;
    private final Search builtIn;

    /** Creates a search by the chosen model, which takes over as soon as its vectors are complete. */
    public PreferredSearch(BooleanSupplier isComplete, Search chosen, Search builtIn) {
        this.isComplete = isComplete;
        this.chosen = chosen;
        this.builtIn = builtIn;
    }

    @Override
    public List<Hit> search(String text, int k) {
        return by(search -> search.search(text, k));
    }

    @Override
    public List<Hit> meanings(String text, int k) {
        return by(search -> search.meanings(text, k));
    }

    private List<Hit> by(Function<Search, List<Hit>> asked) {
        if (isComplete.getAsBoolean()) {
            try {
                return asked.apply(chosen);
            } catch (EmbeddingFailed _) {
                return asked.apply(builtIn);
            }
        }
        return asked.apply(builtIn);
    }
}
