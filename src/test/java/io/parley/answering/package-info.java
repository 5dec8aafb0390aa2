/** Tests of answering. */
@NullMarked
package io.parley.answering;

import org.jspecify.annotations.NullMarked;
