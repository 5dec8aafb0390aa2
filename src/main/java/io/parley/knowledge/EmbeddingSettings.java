package io.parley.knowledge;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which embedding model turns texts into vectors.
 *
 * @param model {@code minilm-q} (default: 8-bit products, a quarter of the memory and more than twice as fast) or
 *              {@code minilm} (32 bits); after a change all texts are embedded again
 */
@ConfigurationProperties("parley.embedding")
record EmbeddingSettings(@DefaultValue("minilm-q") String model) {

    EmbeddingSettings {
        BuiltInModel.named(model);
    }

    BuiltInModel builtIn() {
        return BuiltInModel.named(model);
    }
}
