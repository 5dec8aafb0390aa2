/** Telegram: polls or is called, reads updates, and sends messages with buttons. */
@NullMarked
@ApplicationModule(allowedDependencies = {"channel", "channel :: calls", "channel :: text", "cluster"})
package io.parley.channel.telegram;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
