/** A collector of traces for tests, as the OpenTelemetry protocol over HTTP describes one. */
@NullMarked
package io.parley.fake.collector;

import org.jspecify.annotations.NullMarked;
