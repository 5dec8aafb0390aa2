package io.parley.knowledge;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which embedding model turns texts into vectors.
 *
 * @param model {@code minilm-q} (default: two to three times as fast, a quarter of the memory, and as good as the other
 *              on every set that was measured) or {@code minilm}; after a change all texts are embedded again
 */
@ConfigurationProperties("parley.embedding")
record EmbeddingSettings(@DefaultValue("minilm-q") String model) {

    EmbeddingSettings {
        EmbeddingModel.named(model);
    }

    EmbeddingModel embeddingModel() {
        return EmbeddingModel.named(model);
    }
}
