/** Mails of the past that lie in files, as other packages may read them. */
@NullMarked
@NamedInterface
package io.parley.channel.past;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
