package io.parley.knowledge;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which embedding model turns texts into vectors.
 *
 * @param model {@code minilm} (default: a text has the same vector whether it is embedded alone or with others) or
 *              {@code minilm-q}, with 8-bit weights: about twice as fast and a quarter of the memory, but a text's vector
 *              depends on its neighbours in a batch (cosine 0.97 to 1), which costs up to one hit in a hundred; after a
 *              change all texts are embedded again
 */
@ConfigurationProperties("parley.embedding")
record EmbeddingSettings(@DefaultValue("minilm") String model) {

    EmbeddingSettings {
        EmbeddingModel.named(model);
    }

    EmbeddingModel embeddingModel() {
        return EmbeddingModel.named(model);
    }
}
