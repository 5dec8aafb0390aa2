/** Finds what nobody should read in stored text, such as card numbers, passwords and keys, and hides it. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.parley.secrets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
