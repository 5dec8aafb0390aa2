/** Starts the packages below and joins them; holds no behaviour of its own. */
@NullMarked
package io.parley;

import org.jspecify.annotations.NullMarked;
