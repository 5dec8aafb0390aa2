/** The ones by whom something comes about; agents and programs are known by their numbers and never by their names. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.parley.actor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
