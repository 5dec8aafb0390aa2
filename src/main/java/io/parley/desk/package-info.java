/** The pages at which agents work. */
@NullMarked
@ApplicationModule(allowedDependencies = {"audit", "channel", "channel :: text", "cluster", "conversation", "handover",
        "handover :: event", "handover :: reply", "handover :: survey", "handover :: thread", "hours", "insight",
        "knowledge", "knowledge :: faq", "knowledge :: ranking", "knowledge :: search", "learning :: suggestion", "ops",
        "outbox", "privacy", "security", "settings", "waiting"})
package io.parley.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
