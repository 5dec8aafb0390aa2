/** The pages on which operators see how Parley does, try again what was given up, and change settings. */
@NullMarked
package io.parley.desk.operation;

import org.jspecify.annotations.NullMarked;
