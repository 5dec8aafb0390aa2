/** Tools for operators: health, backlog, advice, and clearing away old rows. */
@NullMarked
@ApplicationModule(allowedDependencies = {"channel", "cluster", "queue", "knowledge", "knowledge :: embedding",
        "knowledge :: faq", "answering", "database", "inbox", "conversation", "outbox", "handover", "feedback",
        "learning"})
package io.parley.ops;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
