/** Who may ask for what over HTTP and how often, and how a wrong request is told so. */
@NullMarked
@ApplicationModule(allowedDependencies = "database")
package io.parley.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
