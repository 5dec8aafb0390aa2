/** Tools for operators: health, backlog, advice, and clearing away old rows. */
@NullMarked
@ApplicationModule(allowedDependencies = {"answering", "answering :: model", "audit", "channel", "cluster",
        "conversation", "database", "feedback", "handover", "handover :: reply", "handover :: thread", "hours", "inbox",
        "insight",
        "knowledge",
        "knowledge :: embedding",
        "knowledge :: faq", "learning", "outbox", "privacy", "queue"})
package io.parley.ops;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
