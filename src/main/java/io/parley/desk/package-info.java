/** The pages at which agents work. */
@NullMarked
@ApplicationModule(allowedDependencies = {"audit", "channel", "channel :: text", "cluster", "conversation", "handover",
        "hours",
        "knowledge", "knowledge :: faq", "knowledge :: search", "knowledge :: ranking", "ops", "security", "settings",
        "waiting"})
package io.parley.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
