/** Times the steps of a message's way, and follows a message through them, and through instances, as a trace of OpenTelemetry. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.parley.tracing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
