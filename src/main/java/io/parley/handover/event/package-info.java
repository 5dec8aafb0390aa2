/** What is said of tickets within a transaction, and to other instances after it. */
@NullMarked
@NamedInterface
package io.parley.handover.event;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
