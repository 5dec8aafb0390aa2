/** Delivers every message, in order for each address, within each service's limits, and finds out what became of it. */
@NullMarked
@ApplicationModule(allowedDependencies = {"channel", "cluster", "queue", "tracing"})
package io.parley.outbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
