/** A channel without a service, on which tests run. */
@NullMarked
@ApplicationModule(allowedDependencies = "channel")
package io.parley.channel.scripted;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
