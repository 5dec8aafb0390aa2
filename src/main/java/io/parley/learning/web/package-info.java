/** Shows suggestions, and takes decisions on them and answers that teach, over HTTP. */
@NullMarked
package io.parley.learning.web;

import org.jspecify.annotations.NullMarked;
