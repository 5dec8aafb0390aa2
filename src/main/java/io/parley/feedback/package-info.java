/** People's votes and verdicts on the bot's answers. */
@NullMarked
@ApplicationModule(allowedDependencies = {"channel", "channel :: text", "conversation", "outbox", "secrets"})
package io.parley.feedback;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
