/** Remembers who did what, without the text of any message. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.parley.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
