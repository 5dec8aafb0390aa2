package io.parley.knowledge.faq;

/**
 * The model that vectors come from. Vectors of different versions must never meet in one index.
 *
 * @param model     its name for people, such as {@code minilm-q}
 * @param version   stands beside each stored vector: another one as soon as the model gives other vectors for the same
 *                  texts
 * @param isBuiltIn whether the model is the one that ships as the default, whose vectors every text has in any case
 */
public record EmbeddingVersion(String model, String version, boolean isBuiltIn) {}
