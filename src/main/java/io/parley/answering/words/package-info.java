/** Reads the words of a text: its language, and what people say besides questions. */
@NullMarked
package io.parley.answering.words;

import org.jspecify.annotations.NullMarked;
