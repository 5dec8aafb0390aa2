/** Tells agents' browsers at once that something changed at the desk. */
@NullMarked
package io.parley.desk.live;

import org.jspecify.annotations.NullMarked;
