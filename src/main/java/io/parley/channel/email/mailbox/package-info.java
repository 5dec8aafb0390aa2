/** Mailboxes: their settings, the connections to their servers, and their health. */
@NullMarked
package io.parley.channel.email.mailbox;

import org.jspecify.annotations.NullMarked;
