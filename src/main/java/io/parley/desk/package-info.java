/** The pages at which agents work. */
@NullMarked
@ApplicationModule(allowedDependencies = {"audit", "channel", "channel :: text", "cluster", "conversation", "handover",
        "handover :: thread", "knowledge", "knowledge :: faq", "knowledge :: search", "knowledge :: ranking",
        "security", "waiting"})
package io.parley.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
