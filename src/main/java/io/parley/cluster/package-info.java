/** Which instance leads, who is alive, and how instances share work and wake each other. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.parley.cluster;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
