/** The port: the words that every channel shares, and what a channel does. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.parley.channel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
