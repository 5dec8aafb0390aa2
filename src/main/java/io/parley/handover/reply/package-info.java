/** Agents' replies at the desk: when they go, and how they are taken back or changed. */
@NullMarked
@ApplicationModule(allowedDependencies = {"audit", "channel", "cluster", "conversation", "handover", "outbox"})
package io.parley.handover.reply;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
