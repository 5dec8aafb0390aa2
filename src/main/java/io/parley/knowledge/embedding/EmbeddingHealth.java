package io.parley.knowledge.embedding;

import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/**
 * How the embedding model does that the settings choose in the place of the built-in one.
 *
 * @param model     its name, such as {@code openai:text-embedding-3-small}
 * @param isServing whether questions are compared by it; by the built-in one otherwise
 * @param left      texts of the FAQ that have no vector of it yet
 * @param fault     what its last call failed of; null when it did not
 */
@NamedInterface
public record EmbeddingHealth(String model, boolean isServing, int left, @Nullable EmbeddingFault fault) {}
