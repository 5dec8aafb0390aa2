/** Support for tests of many packages: a real PostgreSQL, and the application around it. */
@NullMarked
package io.parley.support;

import org.jspecify.annotations.NullMarked;
