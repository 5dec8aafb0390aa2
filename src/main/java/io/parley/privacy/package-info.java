/** Erases a person's data, or exports it. */
@NullMarked
@ApplicationModule(allowedDependencies = {"audit", "channel", "knowledge", "knowledge :: faq", "outbox"})
package io.parley.privacy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
