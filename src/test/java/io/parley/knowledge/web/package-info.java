/** Facts about the FAQ's search over HTTP. */
@NullMarked
package io.parley.knowledge.web;

import org.jspecify.annotations.NullMarked;
