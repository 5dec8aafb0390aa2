/** The real application as processes of their own: killed at each fail point, and measured. */
@NullMarked
package io.parley.process;

import org.jspecify.annotations.NullMarked;
