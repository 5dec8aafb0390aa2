/** Tells operators once a week how it went, if they want that. */
@NullMarked
@ApplicationModule(allowedDependencies = {"channel", "channel :: text", "conversation", "handover :: thread", "hours",
        "insight", "knowledge", "knowledge :: faq", "learning :: gap"})
package io.parley.digest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
