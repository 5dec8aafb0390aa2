/** Asks what customers asked once more, as the bot answers now and as it would with an entry or thresholds that are wanted. */
@NullMarked
@NamedInterface
package io.parley.learning.replay;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
