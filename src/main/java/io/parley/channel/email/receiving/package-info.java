/** Reads mailboxes over IMAP, understands each mail, and decides whether it is answered. */
@NullMarked
package io.parley.channel.email.receiving;

import org.jspecify.annotations.NullMarked;
