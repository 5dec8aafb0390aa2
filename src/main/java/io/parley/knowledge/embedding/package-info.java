/** Turns texts into vectors, by the model that ships or the one that the settings choose. */
@NullMarked
package io.parley.knowledge.embedding;

import org.jspecify.annotations.NullMarked;
