/** The pages at which agents work. */
@NullMarked
@ApplicationModule(allowedDependencies = {"actor", "answering :: model", "audit", "care", "channel", "channel :: text",
        "cluster",
        "conversation", "correction", "cost", "digest", "handover",
        "judge",
        "handover :: event", "handover :: reply", "handover :: survey", "handover :: thread", "hours", "insight",
        "knowledge", "knowledge :: faq", "knowledge :: ranking", "knowledge :: search", "learning",
        "learning :: gap", "learning :: replay", "learning :: suggestion", "ops",
        "outbox", "privacy", "security", "settings", "waiting"})
package io.parley.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
