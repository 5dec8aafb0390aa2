/** HTTP endpoints for operators' tools. */
@NullMarked
package io.parley.ops.web;

import org.jspecify.annotations.NullMarked;
