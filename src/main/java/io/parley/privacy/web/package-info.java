/** Erases and exports people's data over HTTP. */
@NullMarked
package io.parley.privacy.web;

import org.jspecify.annotations.NullMarked;
