/** A Telegram Bot API server for tests, written from Telegram's own description of its interface. */
@NullMarked
package io.parley.fake.telegram;

import org.jspecify.annotations.NullMarked;
