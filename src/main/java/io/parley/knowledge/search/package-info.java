/** Keeps this instance's copy of the FAQ like the database, and searches it. */
@NullMarked
package io.parley.knowledge.search;

import org.jspecify.annotations.NullMarked;
