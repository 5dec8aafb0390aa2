/** The texts of {@code channels/}, in each language, and how a long one is divided. */
@NullMarked
@NamedInterface
package io.parley.channel.text;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
