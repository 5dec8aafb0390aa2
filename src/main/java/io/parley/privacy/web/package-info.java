/** Erases people, and exports what is known of them, over HTTP. */
@NullMarked
package io.parley.privacy.web;

import org.jspecify.annotations.NullMarked;
