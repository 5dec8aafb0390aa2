/** What tests of many rooms stand on: a real PostgreSQL, and the application around it. */
@NullMarked
package io.parley.support;

import org.jspecify.annotations.NullMarked;
