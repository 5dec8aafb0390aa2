/** Reads what people write about an answer: whether it helped, and how a matter ended. */
@NullMarked
package io.parley.channel.email.verdict;

import org.jspecify.annotations.NullMarked;
