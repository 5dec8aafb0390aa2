package io.parley.knowledge;

import java.util.Optional;

/** What other rooms may know of the FAQ besides searching it. */
public interface Knowledge {

    /** Whether searches are answered from the whole FAQ; false only until the index was built the first time. */
    boolean isReady();

    /** How many published entries there are in this instance's index. */
    int published();

    /** How many drafts there are in this instance's index. */
    int drafts();

    /** The embedding model that the vectors come from, such as {@code minilm-q}. */
    String modelId();

    /** The entry as this instance's index knows it. */
    Optional<FaqEntry> entry(FaqId id);
}
