/** Takes verdicts over HTTP. */
@NullMarked
package io.parley.feedback.web;

import org.jspecify.annotations.NullMarked;
