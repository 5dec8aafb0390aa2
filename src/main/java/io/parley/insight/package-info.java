/** Says how customers' matters went, in figures. */
@NullMarked
@ApplicationModule(allowedDependencies = {"hours"})
package io.parley.insight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
