/** Knows the FAQ: imports, embeds, indexes and searches it, and says how sure it is of what it found. */
@NullMarked
@ApplicationModule(displayName = "Knowledge", allowedDependencies = {"audit", "cluster", "secrets", "settings",
        "tracing"})
package io.parley.knowledge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
