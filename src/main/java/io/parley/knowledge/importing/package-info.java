/** Reads files that hold a FAQ, in any of several formats, and brings them into the database. */
@NullMarked
package io.parley.knowledge.importing;

import org.jspecify.annotations.NullMarked;
