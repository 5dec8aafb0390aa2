/** Servers that speak the protocols of language models, for tests. */
@NullMarked
package io.parley.fake.model;

import org.jspecify.annotations.NullMarked;
