/** The commands of the program; serving is one of them. */
@NullMarked
@ApplicationModule(allowedDependencies = {"answering", "answering :: model", "audit", "database", "evaluation",
        "knowledge",
        "knowledge :: faq", "knowledge :: importing", "knowledge :: ranking", "knowledge :: search", "learning",
        "learning :: past", "learning :: suggestion", "ops", "privacy", "settings"})
package io.parley.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
