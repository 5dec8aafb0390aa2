/** Counts what the language model costs, and keeps it within the day's budget. */
@NullMarked
@ApplicationModule(allowedDependencies = {"answering :: model", "hours"})
package io.parley.cost;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
