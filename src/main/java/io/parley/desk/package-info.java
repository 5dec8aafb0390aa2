/** The pages at which agents work. */
@NullMarked
@ApplicationModule(allowedDependencies = {"audit", "channel", "channel :: text", "cluster", "conversation", "handover",
        "knowledge", "knowledge :: faq", "knowledge :: search", "knowledge :: ranking", "outbox", "security",
        "waiting"})
package io.parley.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
