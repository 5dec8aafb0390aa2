/** Takes all that is known of a person out of the database, or hands it to them. */
@NullMarked
@ApplicationModule(allowedDependencies = {"audit", "channel", "knowledge", "knowledge :: faq", "outbox"})
package io.parley.privacy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
