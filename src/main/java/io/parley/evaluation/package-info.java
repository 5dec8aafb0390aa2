/** Measures how well a FAQ serves questions whose right answers are known; reads only. */
@NullMarked
@ApplicationModule(allowedDependencies = {"knowledge", "knowledge :: importing", "learning"})
package io.parley.evaluation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
