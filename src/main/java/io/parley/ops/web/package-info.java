/** What operators' tools read over HTTP. */
@NullMarked
package io.parley.ops.web;

import org.jspecify.annotations.NullMarked;
