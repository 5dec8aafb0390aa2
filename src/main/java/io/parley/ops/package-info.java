/** What an operator needs: whether all is well, how much waits, what to do about it, and clearing away what is old. */
@NullMarked
@ApplicationModule(allowedDependencies = {"channel", "cluster", "queue", "knowledge", "answering", "database", "inbox",
        "conversation",
        "outbox", "handover",
        "feedback", "learning"})
package io.parley.ops;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
