/** Telegram's channel against a server that speaks its protocol. */
@NullMarked
package io.parley.channel.telegram;

import org.jspecify.annotations.NullMarked;
