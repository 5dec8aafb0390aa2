/** Makes suggestions for the FAQ from what agents told customers, and publishes those that a person wants. */
@NullMarked
@NamedInterface
package io.parley.learning.suggestion;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
