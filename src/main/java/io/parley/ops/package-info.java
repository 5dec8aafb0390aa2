/** Tools for operators: health, backlog, advice, and clearing away old rows. */
@NullMarked
@ApplicationModule(allowedDependencies = {"answering", "answering :: model", "audit", "care", "channel", "cluster",
        "conversation", "correction", "database", "digest", "feedback", "handover", "handover :: reply",
        "handover :: thread",
        "hours", "inbox",
        "insight", "judge",
        "knowledge",
        "knowledge :: embedding",
        "knowledge :: faq", "learning", "learning :: gap", "learning :: suggestion", "outbox", "privacy", "queue"})
package io.parley.ops;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
