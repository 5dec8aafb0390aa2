/** The pages at which agents work. */
@NullMarked
@ApplicationModule(allowedDependencies = {"channel", "conversation", "handover", "security"})
package io.parley.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
