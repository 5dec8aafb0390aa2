/** Stores every raw event once, then passes its meaning on, in order. */
@NullMarked
@ApplicationModule(allowedDependencies = {"channel", "cluster", "queue", "conversation", "answering", "feedback",
        "handover", "handover :: survey", "handover :: thread",
        "outbox", "privacy", "tracing"})
package io.parley.inbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
