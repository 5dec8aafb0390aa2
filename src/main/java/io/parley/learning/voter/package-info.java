/** Tells those apart who vote and ask. */
@NullMarked
package io.parley.learning.voter;

import org.jspecify.annotations.NullMarked;
