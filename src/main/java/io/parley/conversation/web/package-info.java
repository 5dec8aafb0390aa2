/** Shows a conversation over HTTP. */
@NullMarked
package io.parley.conversation.web;

import org.jspecify.annotations.NullMarked;
