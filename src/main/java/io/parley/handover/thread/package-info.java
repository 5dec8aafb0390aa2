/** A ticket as a thread of messages where agents write: in the agents' Slack channel or Telegram group. */
@NullMarked
@NamedInterface
package io.parley.handover.thread;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
