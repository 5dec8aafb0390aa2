/** The hours in which the team is there: by day of the week, without holidays. */
@NullMarked
@ApplicationModule(allowedDependencies = {"settings"})
package io.parley.hours;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
