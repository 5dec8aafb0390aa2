/** Kills the real application, at each fail point, and looks for what was lost or doubled. */
@NullMarked
package io.parley.crash;

import org.jspecify.annotations.NullMarked;
