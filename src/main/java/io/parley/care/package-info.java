/** Keeps the FAQ right: tells of reviews that are due, and finds entries that contradict each other. */
@NullMarked
@ApplicationModule(allowedDependencies = {"audit", "channel :: text", "conversation", "hours", "knowledge",
        "knowledge :: faq",
        "learning", "learning :: suggestion"})
package io.parley.care;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
