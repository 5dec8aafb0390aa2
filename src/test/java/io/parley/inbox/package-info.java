/** A message's way, on the scripted channel. */
@NullMarked
package io.parley.inbox;

import org.jspecify.annotations.NullMarked;
