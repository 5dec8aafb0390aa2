/** Mails as they come in: their parts, their text, and what of it the writer wrote. */
@NullMarked
package io.parley.channel.email.message;

import org.jspecify.annotations.NullMarked;
