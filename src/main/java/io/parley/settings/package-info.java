/** The settings that operators change while Parley runs, in effect on every instance. */
@NullMarked
@ApplicationModule(allowedDependencies = {"audit", "cluster"})
package io.parley.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
