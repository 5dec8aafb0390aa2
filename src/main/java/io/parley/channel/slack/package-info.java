/** Slack: takes events over HTTP or a socket, reads them, and sends messages with blocks into threads. */
@NullMarked
@ApplicationModule(allowedDependencies = {"channel", "channel :: calls", "channel :: text", "cluster"})
package io.parley.channel.slack;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
