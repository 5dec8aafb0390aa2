/** Holds the FAQ's entries and phrasings, as the database has them: the ground that the other rooms of knowledge stand on. */
@NullMarked
package io.parley.knowledge.faq;

import org.jspecify.annotations.NullMarked;
