/** The commands of the program; serving is one of them. */
@NullMarked
@ApplicationModule(allowedDependencies = {"knowledge", "knowledge :: importing", "answering", "evaluation", "learning",
        "ops", "database"})
package io.parley.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
