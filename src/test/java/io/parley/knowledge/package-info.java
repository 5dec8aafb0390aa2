/** Facts about the FAQ's import, index and search. */
@NullMarked
package io.parley.knowledge;

import org.jspecify.annotations.NullMarked;
