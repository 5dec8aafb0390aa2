/** Customers who wait for an agent: what they can expect, who of them waits for too long, and which agents are there. */
@NullMarked
@ApplicationModule(allowedDependencies = {"channel", "channel :: text", "conversation", "hours"})
package io.parley.waiting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
