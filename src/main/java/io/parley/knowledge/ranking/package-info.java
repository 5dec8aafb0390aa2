/** Says what speaks for an entry, by words, by meaning and by what was learned of the FAQ, and how probable it is. */
@NullMarked
package io.parley.knowledge.ranking;

import org.jspecify.annotations.NullMarked;
