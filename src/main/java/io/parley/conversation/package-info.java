/** The one model of what is said on every channel, and the states of a conversation. */
@NullMarked
@ApplicationModule(allowedDependencies = {"actor", "channel", "channel :: text", "answering", "knowledge :: faq",
        "knowledge :: ranking", "outbox", "secrets"})
package io.parley.conversation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
