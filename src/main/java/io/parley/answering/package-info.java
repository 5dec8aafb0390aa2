/** A question in, an answer out: from the FAQ first, from a model grounded in the FAQ second, from a person third. */
@NullMarked
@ApplicationModule(displayName = "Answering", allowedDependencies = {"channel", "channel :: text", "knowledge",
        "knowledge :: faq", "knowledge :: ranking", "knowledge :: search", "secrets", "settings", "tracing"})
package io.parley.answering;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
