/** Claims, ordering keys, fencing and dead letters of work rows on PostgreSQL. */
@NullMarked
@ApplicationModule(allowedDependencies = "cluster")
package io.parley.queue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
