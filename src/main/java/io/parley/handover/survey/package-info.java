/** Asks customers whom an agent helped how that was, and keeps what they say. */
@NullMarked
@NamedInterface
package io.parley.handover.survey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
