/** The web chat, tested over real sockets and in a real browser. */
@NullMarked
package io.parley.channel.web;

import org.jspecify.annotations.NullMarked;
