/** Input that is made to break things, on all channels at once. */
@NullMarked
package io.parley.hostile;

import org.jspecify.annotations.NullMarked;
