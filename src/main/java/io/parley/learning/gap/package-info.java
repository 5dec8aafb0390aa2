/** Finds what the FAQ lacks: like questions of customers that the bot did not answer. */
@NullMarked
@NamedInterface
package io.parley.learning.gap;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
