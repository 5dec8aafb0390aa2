/** Authentication, authorisation and rate limits for HTTP, and problem details for refused requests. */
@NullMarked
@ApplicationModule(allowedDependencies = {"actor", "audit", "database"})
package io.parley.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
