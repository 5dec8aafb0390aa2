/** Sends corrections over HTTP. */
@NullMarked
package io.parley.correction.web;

import org.jspecify.annotations.NullMarked;
