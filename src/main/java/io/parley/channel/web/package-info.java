/** The web chat: its page and widget, its socket, and {@code POST /api/chat}. */
@NullMarked
@ApplicationModule(allowedDependencies = {"channel", "channel :: calls", "cluster", "security"})
package io.parley.channel.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
