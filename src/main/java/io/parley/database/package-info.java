/** Where data is kept: the data directory and the PostgreSQL in it, unless another one is configured; and its schema. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.parley.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
