/** Reads mails that lie in a file. */
@NullMarked
package io.parley.channel.email.past;

import org.jspecify.annotations.NullMarked;
