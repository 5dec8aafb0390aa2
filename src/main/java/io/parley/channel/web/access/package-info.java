/** Bounds of the web chat: its settings, the sites that may use it, and how much one visitor may ask. */
@NullMarked
package io.parley.channel.web.access;

import org.jspecify.annotations.NullMarked;
