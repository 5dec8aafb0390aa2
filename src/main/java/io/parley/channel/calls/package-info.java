/** Calls to a channel's service: limits and pauses, the service's health, and the HTTP client. */
@NullMarked
@NamedInterface
package io.parley.channel.calls;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
