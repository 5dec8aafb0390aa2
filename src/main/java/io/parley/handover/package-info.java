/** Conversations that wait for, or are with, a person. */
@NullMarked
@ApplicationModule(allowedDependencies = {"actor", "audit", "channel", "channel :: text", "cluster", "conversation",
        "hours",
        "knowledge", "knowledge :: faq", "outbox", "security", "settings", "waiting"})
package io.parley.handover;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
