/** Shows suggestions, and takes decisions on them, over HTTP. */
@NullMarked
package io.parley.learning.web;

import org.jspecify.annotations.NullMarked;
