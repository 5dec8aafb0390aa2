/** Makes the 8-bit embedding model out of the 32-bit one, while the application is built; no part of the application. */
@NullMarked
package io.parley.quantization;

import org.jspecify.annotations.NullMarked;
