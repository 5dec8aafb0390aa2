/** Agents' replies from the desk: when they go, and how they are taken back or changed. */
@NullMarked
@NamedInterface
package io.parley.handover.reply;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
