/** The commands of the program; serving is one of them. */
@NullMarked
@ApplicationModule(allowedDependencies = {"audit", "knowledge", "knowledge :: faq", "knowledge :: importing",
        "knowledge :: ranking", "knowledge :: search", "answering", "evaluation", "learning", "ops", "settings",
        "database"})
package io.parley.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
