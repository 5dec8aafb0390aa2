/** Conversations that wait for, or are with, a person. */
@NullMarked
@ApplicationModule(allowedDependencies = {"channel", "cluster", "conversation", "knowledge", "knowledge :: faq",
        "outbox"})
package io.parley.handover;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
