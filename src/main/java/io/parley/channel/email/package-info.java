/** Mail: reads mailboxes over IMAP, decides who is answered, understands what people wrote, and answers over SMTP. */
@NullMarked
@ApplicationModule(allowedDependencies = {"channel", "channel :: calls", "channel :: past", "channel :: text",
        "cluster", "secrets"})
package io.parley.channel.email;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
