/** Says how customers' matters went, in figures. */
@NullMarked
@ApplicationModule(allowedDependencies = {"answering :: model", "cost", "hours", "judge",
        "knowledge :: search", "settings"})
package io.parley.insight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
