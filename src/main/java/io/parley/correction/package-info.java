/** Tells customers what is right who got a wrong answer of the FAQ. */
@NullMarked
@ApplicationModule(allowedDependencies = {"audit", "channel", "channel :: text", "conversation", "knowledge",
        "knowledge :: faq"})
package io.parley.correction;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
