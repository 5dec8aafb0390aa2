/** Makes the 8-bit embedding model out of the 32-bit one, while the application is built. No part of it is packed. */
@NullMarked
package io.parley.knowledge.quantization;

import org.jspecify.annotations.NullMarked;
