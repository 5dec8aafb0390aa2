/** Learns from what agents answered before Parley came: reads the exports of other systems, and mailboxes. */
@NullMarked
@NamedInterface
package io.parley.learning.past;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
