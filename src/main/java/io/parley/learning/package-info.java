/** Makes the next answer better by what people said of the last ones. */
@NullMarked
@ApplicationModule(allowedDependencies = {"actor", "answering", "audit", "channel", "channel :: past", "cluster",
        "feedback",
        "handover",
        "handover :: event", "handover :: thread",
        "knowledge", "knowledge :: faq", "knowledge :: ranking", "knowledge :: search", "secrets", "security",
        "settings"})
package io.parley.learning;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
