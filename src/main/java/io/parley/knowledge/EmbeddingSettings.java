package io.parley.knowledge;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which embedding model turns texts into vectors.
 *
 * @param model {@code minilm-q} (default: 8-bit weights, a quarter of the memory; each text goes through it alone, since in
 *              batches a text's vector would depend on its neighbours, with cosines of 0.97 to 1 and up to one hit in a
 *              hundred lost) or {@code minilm} (goes in batches); after a change all texts are embedded again
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
