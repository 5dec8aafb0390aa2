/** Tells from whom a mail is, whether the receiving server vouches for that, and whether a program wrote it. */
@NullMarked
package io.parley.channel.email.sender;

import org.jspecify.annotations.NullMarked;
