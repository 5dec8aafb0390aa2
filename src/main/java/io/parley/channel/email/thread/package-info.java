/** Mails that came in and went out, as rows: their threads, their questions, and the links that go out in them. */
@NullMarked
package io.parley.channel.email.thread;

import org.jspecify.annotations.NullMarked;
