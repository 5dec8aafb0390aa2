/** Erases a person's data, or exports it. */
@NullMarked
@ApplicationModule(allowedDependencies = {"answering", "audit", "channel", "channel :: text", "conversation",
        "database", "handover", "insight", "knowledge", "knowledge :: faq", "outbox", "secrets"})
package io.parley.privacy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
