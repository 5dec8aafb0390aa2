/** Writes answers as mails, hands them in over SMTP, and keeps them among the sent ones. */
@NullMarked
package io.parley.channel.email.sending;

import org.jspecify.annotations.NullMarked;
